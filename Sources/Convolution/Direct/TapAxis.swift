/// One axis of a correlation: which taps of a filter meet which places of the source, for each
/// position of the target.
///
/// A position of phase r meets the taps of that phase at consecutive places of the source:
///
///     position = firstPosition(r) + j·positionStep
///     place of tap t = firstPlace(r) + j·placeStep + t        0 ≤ t < taps(r)
///
/// Forward there is one phase, of all h taps, and a step of `stride` from place to place. Backward,
/// from Δ to Z, the filter is turned round and there are as many phases as the stride is long: the
/// taps are shared out to the remainders of position + padding, one place apart.
struct TapAxis {
  /// Positions of the target along the axis.
  let positions: Int
  /// Places of the source along the axis.
  let places: Int
  /// Remainders, each with taps of its own.
  let phases: Int

  /// Taps of all phases: the filter's height, or width.
  let allTaps: Int

  private let stride: Int
  private let padding: Int
  private let isTurned: Bool

  /// S[y] = Σ_t w[t]·Z[y·stride − padding + t].
  static func forward(_ geometry: ConvolutionGeometry, size: Int, convolved: Int) -> TapAxis {
    TapAxis(geometry, positions: convolved, places: size, isTurned: false)
  }

  /// ΔZ[v] = Σ_t w[t]·Δ[(v + padding − t) / stride] over the taps that leave no remainder.
  static func backward(_ geometry: ConvolutionGeometry, size: Int, convolved: Int) -> TapAxis {
    TapAxis(geometry, positions: size, places: convolved, isTurned: true)
  }

  private init(_ geometry: ConvolutionGeometry, positions: Int, places: Int, isTurned: Bool) {
    self.positions = positions
    self.places = places
    self.isTurned = isTurned
    allTaps = geometry.h
    padding = geometry.padding
    // Beyond the padded image there is one position, as there is with a stride as long as the image.
    stride = min(geometry.stride, (isTurned ? positions : places) + 2 * geometry.padding)
    phases = isTurned ? stride : 1
  }

  /// From a position to the next one of its phase.
  var positionStep: Int { isTurned ? stride : 1 }

  /// From the place of a tap to its place one position of the phase further.
  var placeStep: Int { isTurned ? 1 : stride }

  /// Taps of a phase.
  func taps(_ phase: Int) -> Int { allTaps / phases + (phase < allTaps % phases ? 1 : 0) }

  /// Taps of all phases before one.
  func tapsBefore(_ phase: Int) -> Int { phase * (allTaps / phases) + min(phase, allTaps % phases) }

  /// The filter's own row, or column, that is a tap of a phase.
  func filterPlace(_ phase: Int, tap: Int) -> Int {
    isTurned ? phase + stride * (taps(phase) - 1 - tap) : tap
  }

  private func firstPosition(_ phase: Int) -> Int {
    guard isTurned else { return 0 }
    let remainder = (phase - padding) % stride
    return remainder < 0 ? remainder + stride : remainder
  }

  private func firstPlace(_ phase: Int) -> Int {
    guard isTurned else { return -padding }
    return (firstPosition(phase) + padding - phase) / stride - (taps(phase) - 1)
  }

  /// Neighbouring positions of a phase that have the same taps inside the source.
  struct Run {
    /// The first position.
    let position: Int
    /// How many positions, a position step apart.
    let count: Int
    /// The place of tap 0 for the first position; it may lie outside.
    let place: Int
    /// The taps whose places lie inside.
    let inside: Range<Int>
  }

  /// The runs of a phase within some positions, in their order: each position near an end alone, all
  /// others, whose taps all lie inside, in one.
  func runs(_ phase: Int, in positions: Range<Int>) -> Runs {
    let first = firstPosition(phase)
    func index(_ position: Int) -> Int {
      max(0, (position - first + positionStep - 1) / positionStep)
    }
    return Runs(
      taps: taps(phase), places: places, position: first, positionStep: positionStep,
      place: firstPlace(phase), placeStep: placeStep, index: index(positions.lowerBound),
      end: index(positions.upperBound))
  }

  /// A walk over the runs of a phase.
  struct Runs: Sequence, IteratorProtocol {
    fileprivate let taps: Int
    fileprivate let places: Int
    fileprivate let position: Int
    fileprivate let positionStep: Int
    fileprivate let place: Int
    fileprivate let placeStep: Int
    fileprivate var index: Int
    fileprivate let end: Int

    mutating func next() -> Run? {
      guard index < end else { return nil }
      let first = place + index * placeStep
      let lower = Swift.min(Swift.max(0, -first), taps)
      let upper = Swift.max(lower, Swift.min(taps, places - first))
      var count = 1
      if taps == 0 {
        count = end - index
      } else if upper - lower == taps {
        count = Swift.min(end, (places - taps - place) / placeStep + 1) - index
      }
      defer { index += count }
      return Run(
        position: position + index * positionStep, count: count, place: first, inside: lower..<upper
      )
    }
  }
}
