/// Z as ∂ξ/∂W reads it: some rows of some images, in groups of a few register tiles'
/// channels, [group][image][row][column][channel].
///
/// A pixel's group is read for each tap that meets it, and by each panel of output channels; where Z
/// lies, its lines would fall into few sets of the caches.
///
/// | layer                      | rows and columns                    | groups                     |
/// |----------------------------|-------------------------------------|----------------------------|
/// | h = 1                      | only those that the stride meets    | of 12 channels             |
/// | few channels (d < 8), padding below h | all, with the padding left and right | one, so that a filter row is one run |
/// | else                       | all                                 | of 12 channels             |
struct PackedInput {
  /// Channels of a full group.
  static let groupWidth = 12

  /// How a layer is packed.
  enum Form {
    case sampled
    case padded
    case plain
  }

  /// Some places along an axis, a step apart.
  struct Places {
    /// The first place of Z; negative inside the padding.
    var first: Int
    /// From a place to the next.
    var step: Int
    /// How many.
    var count: Int
  }

  let geometry: ConvolutionGeometry
  let form: Form

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    if geometry.h == 1 {
      form = .sampled
    } else if geometry.d < 8 && geometry.padding < geometry.h {
      form = .padded
    } else {
      form = .plain
    }
  }

  /// Channels of a group but the last.
  var groupWidth: Int { form == .padded ? geometry.d : min(geometry.d, Self.groupWidth) }

  /// Groups of channels.
  var groups: Int { (geometry.d + groupWidth - 1) / groupWidth }

  /// Neighbouring elements that one tap reads: a filter row where all of it lies side by side.
  var run: Int { form == .padded ? geometry.h * geometry.d : geometry.d }

  /// Filter columns that are taps of their own.
  var tapColumns: Int { form == .padded ? 1 : geometry.h }

  /// The columns that are packed.
  var columns: Places {
    switch form {
    case .padded:
      Places(first: -geometry.padding, step: 1, count: geometry.b + 2 * geometry.padding)
    case .plain: Places(first: 0, step: 1, count: geometry.b)
    case .sampled: sampled(0..<geometry.bConv, size: geometry.b, convolved: geometry.bConv)
    }
  }

  /// The rows that are packed for some rows of Δ.
  func rows(for positions: Range<Int>) -> Places {
    if form == .sampled { return sampled(positions, size: geometry.a, convolved: geometry.aConv) }
    let first = max(0, positions.lowerBound * geometry.stride - geometry.padding)
    let end = min(
      geometry.a, (positions.upperBound - 1) * geometry.stride - geometry.padding + geometry.h)
    return Places(first: first, step: 1, count: max(0, end - first))
  }

  private func sampled(_ positions: Range<Int>, size: Int, convolved: Int) -> Places {
    let inside = geometry.positions(meeting: 0, size: size, convolved: convolved)
      .clamped(to: positions)
    return Places(
      first: inside.lowerBound * geometry.stride - geometry.padding, step: geometry.stride,
      count: inside.count)
  }

  /// The most rows that so many rows of Δ meet.
  func mostRows(for positions: Int) -> Int {
    form == .sampled
      ? positions : min(geometry.a, (positions - 1) * geometry.stride + geometry.h)
  }

  /// Elements of some images, cut into blocks of so many rows of Δ.
  func count(images: Int, rows: Int) -> Int {
    images * mostRows(for: rows) * columns.count * geometry.d
  }
}
