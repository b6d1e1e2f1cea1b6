import Convolution
import Glibc
import Measurement

/// The time of an operation at all points of a file that share their conditions, in one regression:
///
///     t ÷ F = (c + Σ stages + overhead · calls ÷ F + short ÷ run + image) · Π p^sₚ
///
/// F is the exact count, so that sₚ is what the time grows by beyond its formula along the parameter p. The sum
/// is what may look like growth and is none, the same on all axes and never negative: for each stage between
/// the caches what an element costs more where a tile's turn, or a step, has passed it (``Overflow``); what
/// each call costs by itself; what runs of neighbouring values cost that do not fill a processor's vectors; and
/// what the image costs to which `col2im` adds φ. Strides other than the least, pooling beside operations that
/// do not pool, and the window of those that do, which the slides' cost does not know, have a factor of their
/// own.
struct TimeModel {
  let judged: Judged
  let observations: [Observation]
  /// The parameters whose exponents are free, with their different values, ascending.
  let parameters: [(parameter: Parameter, values: [Int])]
  /// Powers: the parameters', then those of other kinds of points.
  let regression: CostRegression
  private let powers: [Power]
  private let parts: [Part]
  /// Seconds per element or FLOP that the regression takes as 1.
  private let unit: Double

  /// The cost of a part, as a multiple of the median point's, up to which one is not surprised.
  private static let prior = 0.2

  /// Less is rounding: no two whole numbers have logarithms this close.
  private static let leastVariation = 1e-9

  /// Fits; with exponents that are held they are the slides', and all else is fitted. `nil` where there are
  /// too few points for what varies.
  init?(_ judged: Judged, _ observations: [Observation], holdingExponents holding: Bool = false) {
    let slides = holding ? [] : Parameter.slides
    let candidates =
      slides.map { parameter in
        Power(observations, of: parameter) { log(Double(parameter.value(of: $0.point))) }
      } + Self.kinds(judged.subject.operation, observations)
    // Those that vary, and independently of those before.
    var powers: [Power] = []
    var columns: [[Double]] = []
    for power in candidates {
      let column = observations.map(power.value)
      guard column.contains(where: { $0.magnitude > Self.leastVariation }),
        LeastSquares(columns: columns + [column], target: column) != nil
      else { continue }
      columns.append(column)
      powers.append(power)
    }
    let parts = Self.parts(observations)
    let times = observations.map(\.unitTime)
    let unit = times.sorted()[times.count / 2]
    guard
      let regression = CostRegression(
        powers: columns, parts: parts.map { part in observations.map(part.value) },
        prior: Self.prior, target: times.map { log($0 / unit) })
    else { return nil }
    self.judged = judged
    self.observations = observations
    parameters = powers.compactMap(\.parameter).map { parameter in
      (parameter, Set(observations.map { parameter.value(of: $0.point) }).sorted())
    }
    (self.powers, self.parts, self.unit, self.regression) = (powers, parts, unit, regression)
  }

  /// A free exponent's standard error times Student's t, outside of which the exponent is with a probability.
  func scatter(_ place: Int, outside: Double) -> Double {
    StudentT.quantile(outside: outside, degrees: regression.degrees)
      * regression.error(ofPower: place)
  }

  /// What the model of a machine may be wrong by along a parameter, as an exponent; a part of its half width, as
  /// a standard error is.
  ///
  /// From one end of the parameter's values to the other it may be a factor of 1.2: caches are shared. What
  /// products between two uses do to them may be more (``ageing(_:)``); how much it is, is seen along d_out,
  /// of which the operation itself knows nothing.
  func discrepancy(_ place: Int, outside: Double) -> Double {
    let values = parameters[place].values
    let shared = log(1.2) / log(Double(values[values.count - 1]) / Double(values[0]))
    guard let (most, growth) = ageing(place) else { return shared }
    let seen = witness.map { regression.powers[$0] + scatter($0, outside: outside) }
    return max(shared, growth * min(most, seen ?? most))
  }

  /// What would decide on an exponent, in words.
  func remedy(_ place: Int, excess: Double, halfWidth: Double) -> String {
    if ageing(place) != nil { return Remedy.ofAgeing(isSeen: witness != nil) }
    let (parameter, values) = parameters[place]
    return Remedy.sentence(
      of: parameter.rawValue, excess: excess, halfWidth: halfWidth, values: values,
      points: observations.count)
  }

  private var witness: Int? { parameters.firstIndex { $0.parameter == .dOut } }

  /// The largest power of the products' FLOPs between two uses of an element with which its time may grow: by a
  /// factor of 4, as from the L2 cache to memory, from the fewest FLOPs to the most. Beside it, the power of the
  /// parameter that these FLOPs have. `nil` where they do not grow with it.
  private func ageing(_ place: Int) -> (most: Double, growth: Double)? {
    let parameter = parameters[place].parameter
    let growth =
      Operation.gemmS.slideExponent(of: parameter)
      - judged.subject.operation.slideExponent(of: parameter)
    let intensities = observations.compactMap(\.intensity)
    guard let least = intensities.min(), let most = intensities.max(), most > least,
      growth > 0, parameter != .dOut
    else { return nil }
    return (log(4) / log(most / least), Double(growth))
  }

  /// The time at a point, in seconds.
  func time(at observation: Observation) -> Double {
    let sum = zip(parts, regression.parts).reduce(0) { $0 + $1.1 * $1.0.value(observation) }
    let power = zip(powers, regression.powers).reduce(0) { $0 + $1.1 * $1.0.value(observation) }
    return observation.cost * unit * sum * exp(power)
  }

  /// The exponents of a count at the points, parameter by parameter; `nil` where it is missing or 0 at one.
  func exponents(of count: (Observation) -> Int?) -> [Double]? {
    CountExponents.of(
      observations.map(count), at: observations.map(\.point), along: parameters.map(\.parameter))
  }

  /// Seconds that a call costs by itself; `nil` where calls do not vary by their elements.
  var overhead: Interval? {
    parts.firstIndex(where: \.isOverhead).map { place in
      interval(parts.indices.map { $0 == place ? 1 / parts[place].largest : 0 })
    }
  }

  /// Seconds per element or FLOP without overhead, at the points' mean of all else.
  var coefficient: Interval {
    interval(
      parts.map { part in
        part.isOverhead
          ? 0 : observations.reduce(0) { $0 + part.value($1) } / Double(observations.count)
      })
  }

  /// A sum of parts with its 95 % interval; it is not negative.
  private func interval(_ factors: [Double]) -> Interval {
    let value = zip(factors, regression.parts).reduce(0) { $0 + $1.0 * $1.1 }
    let half =
      StudentT.quantile(outside: 0.05, degrees: regression.degrees)
      * regression.error(ofParts: factors)
    return Interval(
      value: value * unit, low: max(0, value - half) * unit, high: (value + half) * unit)
  }
}

// MARK: - Columns

extension TimeModel {
  /// What an exponent belongs to; its mean over the points is 0.
  private struct Power {
    let parameter: Parameter?
    let value: (Observation) -> Double

    init(
      _ observations: [Observation], of parameter: Parameter? = nil,
      _ value: @escaping (Observation) -> Double
    ) {
      let mean = observations.reduce(0) { $0 + value($1) } / Double(observations.count)
      self.parameter = parameter
      self.value = { value($0) - mean }
    }
  }

  /// A part of the time per element, relative to where it is largest.
  private struct Part {
    let value: (Observation) -> Double
    let largest: Double
    let isOverhead: Bool

    /// `nil` where it is the same at all points: the constant has that.
    init?(
      _ observations: [Observation], isOverhead: Bool = false,
      _ value: @escaping (Observation) -> Double
    ) {
      let values = observations.map(value)
      guard let largest = values.max(), values.contains(where: { $0 < largest }) else { return nil }
      self.init(largest: largest, isOverhead: isOverhead) { value($0) / largest }
    }

    init(largest: Double, isOverhead: Bool, value: @escaping (Observation) -> Double) {
      (self.largest, self.isOverhead, self.value) = (largest, isOverhead, value)
    }
  }

  /// What is no growth, and has an exponent or a factor of its own.
  private static func kinds(_ operation: Operation, _ observations: [Observation]) -> [Power] {
    let strides = Set(observations.map(\.point.workload.geometry.stride)).sorted().dropFirst()
    let isPooling = operation == .pool || operation == .unpool
    return strides.map { stride in
      Power(observations) { $0.point.workload.geometry.stride == stride ? 1 : 0 }
    } + [
      Power(observations) { observation in
        let geometry = observation.point.workload.geometry
        return isPooling ? log(Double(geometry.pool)) : geometry.hasPooling ? 1 : 0
      }
    ]
  }

  private static func parts(_ observations: [Observation]) -> [Part] {
    let constant = Part(largest: 1, isOverhead: false) { _ in 1 }
    let stages = observations[0].overflow.tile.indices.flatMap { place in
      [
        Part(observations) { $0.overflow.tile[place] },
        Part(observations) { $0.overflow.batch[place] },
      ]
    }
    let others = [
      Part(observations, isOverhead: true) { Double($0.calls) / $0.cost },
      Part(observations) { observation in observation.run.map { 1 / Double($0) } ?? 0 },
      Part(observations) { $0.imageShare ?? 0 },
    ]
    return [constant] + (stages + others).compactMap(\.self)
  }
}
