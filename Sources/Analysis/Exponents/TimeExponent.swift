import Convolution
import Measurement

/// How the time of an operation grows with one parameter, beside the slide's exponent.
package struct TimeExponent: Sendable, Encodable {
  package let strategy: Strategy
  package let operation: Operation
  package let conditions: Conditions
  package let parameter: Parameter
  package let slide: Int
  /// Of the formula at the same points, and of what was counted there; `nil` where a count is missing or 0.
  package let formula: Double?
  package let counted: Double?
  /// Of the time: the slide's, plus what it grows by beyond the exact count.
  package let exponent: Double
  /// The ends of its interval, which hold it together with all others of the report: see ``familyError``.
  package let low: Double
  package let high: Double
  package let verdict: GrowthVerdict
  /// What would decide, where that is open, in words.
  package let remedy: String?
  /// The parameter's values, ascending.
  package let values: [Int]
  package let points: Int

  package var interval: Interval { Interval(value: exponent, low: low, high: high) }

  /// The probability that an interval of the report misses its exponent: of n intervals each misses it with
  /// a part of 1/n (Bonferroni). So 99 honest reports of 100 convict nobody.
  package static let familyError = 0.01

  /// An exponent is judged from so many values of its parameter on.
  package static let fewestValues = 3

  /// The exponents of all operations that have enough points.
  static func all(_ observations: Observations) -> [TimeExponent] {
    let models = observations.all.compactMap { TimeModel($0.key, $0.elements) }
    let judged = models.map { model in
      model.parameters.indices.filter { model.parameters[$0].values.count >= fewestValues }
    }
    let outside = familyError / Double(max(1, judged.joined().count))
    return zip(models, judged).flatMap { model, places in
      let formula = model.exponents { Int($0.cost) }
      let counted = model.exponents(of: \.counted)
      return places.map {
        TimeExponent(model, $0, formula: formula?[$0], counted: counted?[$0], outside: outside)
      }
    }
  }

  private init(
    _ model: TimeModel, _ place: Int, formula: Double?, counted: Double?, outside: Double
  ) {
    strategy = model.judged.subject.strategy
    operation = model.judged.subject.operation
    conditions = model.judged.conditions
    (parameter, values) = model.parameters[place]
    slide = operation.slideExponent(of: parameter)
    (self.formula, self.counted) = (formula, counted)
    points = model.observations.count
    exponent = Double(slide) + model.regression.powers[place]
    let scatter = model.scatter(place, outside: outside)
    let discrepancy = model.discrepancy(place, outside: outside)
    let half = (scatter * scatter + discrepancy * discrepancy).squareRoot()
    (low, high) = (exponent - half, exponent + half)
    verdict = GrowthVerdict(Interval(value: exponent, low: low, high: high), slide: slide)
    remedy =
      verdict == .inconclusive
      ? model.remedy(place, excess: exponent - Double(slide), halfWidth: half) : nil
  }
}
