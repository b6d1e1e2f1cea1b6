/// How well one overhead and one coefficient explain the times of an operation inside one level of
/// the memory hierarchy: time = overhead + coefficient × formula.
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
  package let residences: Residences
  package let conditions: Conditions
  /// Points that were fitted.
  package let points: Int
  /// Seconds that do not depend on the formula.
  package let overhead: Interval
  /// Seconds per element, or per FLOP.
  package let coefficient: Interval
  package let unit: CostUnit
  /// The largest point, held out.
  package let prediction: Prediction

  /// The fewest points that are fitted; one more is held out.
  static let fewestPoints = 4

  /// Fits all points of an operation that one level each serves: those of one level and of the same
  /// conditions together.
  static func fits(_ subject: Subject, _ observations: [Observation]) -> [CostFit] {
    struct Group: Hashable {
      let residences: Residences
      let conditions: Conditions
      var name: String { "\(residences) \(conditions)" }
    }
    let clear = observations.filter(\.residences.isClear)
    let groups = Dictionary(grouping: clear) {
      Group(residences: $0.residences, conditions: Conditions($0.point))
    }
    return groups.sorted { $0.key.name < $1.key.name }
      .compactMap { CostFit(subject, $0.key.residences, $0.key.conditions, $0.value) }
      .sorted { $1.points < $0.points }
  }

  private init?(
    _ subject: Subject, _ residences: Residences, _ conditions: Conditions,
    _ observations: [Observation]
  ) {
    let sorted = observations.sorted { ($0.cost, $0.line) < ($1.cost, $1.line) }
    guard let largest = sorted.last else { return nil }
    // Others of the same cost would tell what is to be predicted.
    let fitted = sorted.filter { $0.cost < largest.cost }
    guard fitted.count >= Self.fewestPoints,
      let fit = LinearCost(costs: fitted.map(\.cost), times: fitted.map(\.time)),
      let intervals = Bootstrap.intervals(
        count: fitted.count,
        statistics: { indices in
          LinearCost(
            costs: indices.map { fitted[$0].cost }, times: indices.map { fitted[$0].time }
          ).map { [$0.overhead, $0.coefficient] }
        })
    else { return nil }
    self.subject = subject
    self.residences = residences
    self.conditions = conditions
    points = fitted.count
    overhead = Interval(
      value: fit.overhead, low: intervals[0].lowerBound, high: intervals[0].upperBound)
    coefficient = Interval(
      value: fit.coefficient, low: intervals[1].lowerBound, high: intervals[1].upperBound)
    unit = subject.operation.costUnit
    prediction = Prediction(
      point: largest.point.label, cost: largest.cost, predicted: fit.time(largest.cost),
      measured: largest.time)
  }
}
