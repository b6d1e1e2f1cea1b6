/// What an operation's time is made of: an overhead per call and seconds per element or FLOP, by the
/// regression that finds its exponents, with the slides' exponents in their place.
package struct CostFit: Sendable, Encodable {
  /// A point that took no part in the fit, predicted by it.
  package struct Prediction: Sendable, Encodable {
    /// The point in words.
    package let point: String
    /// What the formula counts there.
    package let cost: Double
    /// Seconds by the fit.
    package let predicted: Double
    /// Seconds.
    package let measured: Double

    /// How far the prediction is off, as a part of what was measured.
    package var relativeError: Double { predicted / measured - 1 }
  }

  package let subject: Subject
  package let conditions: Conditions
  /// Points that were fitted.
  package let points: Int
  /// Seconds of a call that do not depend on its elements; `nil` where all calls are alike.
  package let overhead: Interval?
  /// Seconds per element, or per FLOP, beside that, at the points' mean of memory levels.
  package let coefficient: Interval
  package let unit: CostUnit
  /// The largest point, held out.
  package let prediction: Prediction

  /// The fewest points that are fitted; one more is held out.
  static let fewestPoints = 6

  /// Fits all operations of which there are enough points.
  static func all(_ observations: Observations) -> [CostFit] {
    observations.all.compactMap { CostFit($0.key, $0.elements) }
  }

  private init?(_ judged: Judged, _ observations: [Observation]) {
    guard let largest = observations.max(by: { ($0.cost, $1.line) < ($1.cost, $0.line) }) else {
      return nil
    }
    // Others of the same cost would tell what is to be predicted.
    let fitted = observations.filter { $0.cost < largest.cost }
    guard fitted.count >= Self.fewestPoints,
      let model = TimeModel(judged, fitted, holdingExponents: true)
    else { return nil }
    subject = judged.subject
    conditions = judged.conditions
    points = fitted.count
    overhead = model.overhead
    coefficient = model.coefficient
    unit = subject.operation.costUnit
    prediction = Prediction(
      point: largest.point.label, cost: largest.cost, predicted: model.time(at: largest),
      measured: largest.time)
  }
}
