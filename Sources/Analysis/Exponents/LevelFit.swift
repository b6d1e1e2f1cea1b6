import Foundation

/// The exponent of an operation's time along one parameter, from points that one level of the memory
/// hierarchy serves, or across its bends.
package struct LevelFit: Sendable, Encodable {
  package let held: NamedValues
  /// The levels that serve the points: at a bend or across several, the nearest and the farthest.
  package let residences: Residences
  /// Whether one level each serves all of the points.
  package let isInsideLevel: Bool
  /// The parameter's values, ascending.
  package let values: [Int]
  /// The exponent: the slide's, plus what the time's growth has beyond the formula's.
  package let exponent: Interval
  package let slide: Int
  /// The exponent of what was counted at the same points; `nil` where a count is missing or 0.
  package let countExponent: Double?
  /// Seconds per element or FLOP at the smallest value.
  package let unitTimeAtSmallest: Double
  package let unitTimeAtLargest: Double
  /// Points whose time has an interval of its own.
  package let pointsWithInterval: Int

  /// O(·) bounds from above. Faster growth is a failure inside one level only: across a bend, memory
  /// that is farther away looks like it. Slower growth is none anywhere. Where no point has an
  /// interval, how far a time may be off is not known, and nothing is decided.
  package let verdict: Verdict

  /// Halfway to the next whole number: the formulas' exponents are whole, so an exponent that is
  /// nearer to the next one excludes this one.
  package static let tolerance = 0.5

  /// Fits points.
  ///
  /// With t the time and F the formula, the exponent of t ÷ F is fitted, and the slide's whole number
  /// added: where a_conv is not quite proportional to a, that is the formula's doing and no growth.
  /// Where F falls along the parameter (as N does with h, without padding), t alone is fitted: what
  /// a falling cost leaves over is a constant, and O(·) allows one. A time without an interval is
  /// taken to be as uncertain as the line's worst.
  ///
  /// - Returns: `nil` with fewer than three different values.
  init?(
    _ points: [(value: Int, element: Observation)], held: NamedValues, slide: Int,
    residences: Residences, isInsideLevel: Bool
  ) {
    let values = points.map(\.value).distinct
    guard values.count >= 3, let first = points.first?.element, let last = points.last?.element
    else { return nil }
    let x = points.map { Double($0.value) }
    let observations = points.map(\.element)
    let worst = observations.compactMap(\.error).max()
    guard let formula = PowerLaw(x: x, logarithms: observations.map { log($0.cost) }),
      let growth = PowerLaw(
        x: x,
        logarithms: observations.map { log(formula.exponent < 0 ? $0.time : $0.unitTime) },
        errors: observations.map { $0.error ?? worst ?? 0 }),
      let halfWidth = growth.halfWidth
    else { return nil }
    self.held = held
    self.residences = residences
    self.isInsideLevel = isInsideLevel
    self.values = values
    self.slide = slide
    let counts = observations.compactMap(\.counted).filter { $0 > 0 }
    countExponent =
      counts.count < x.count
      ? nil : PowerLaw(x: x, logarithms: counts.map { log(Double($0)) })?.exponent
    let center = Double(slide) + growth.exponent
    exponent = Interval(
      value: center, low: center - halfWidth, high: center + halfWidth)
    unitTimeAtSmallest = first.unitTime
    unitTimeAtLargest = last.unitTime
    pointsWithInterval = observations.count { $0.error != nil }
    let bound = Double(slide) + Self.tolerance
    verdict =
      worst == nil
      ? .inconclusive
      : exponent.high < bound
        ? .pass : exponent.low > bound && isInsideLevel ? .fail : .inconclusive
  }

  /// The whole numbers that the evidence does not exclude: those to which a part of the interval is
  /// nearest.
  package var remaining: ClosedRange<Int> {
    let low = Int((exponent.low - Self.tolerance).rounded(.up))
    let high = Int((exponent.high + Self.tolerance).rounded(.down))
    return low...max(low, high)
  }
}
