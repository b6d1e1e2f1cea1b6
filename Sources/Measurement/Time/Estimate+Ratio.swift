import Foundation

extension Estimate {
  /// The ratio of two independent medians, with a 95 % interval where both have one; `nil` where one of them
  /// is zero.
  ///
  /// Times are compared by their logarithms. The interval of a difference follows from the two
  /// intervals by adding the squares of the distances to their ends (MOVER): asymmetric intervals
  /// stay asymmetric, and nothing is assumed of the samples' distribution. Source: Zou & Donner,
  /// "Construction of confidence limits about effect measures: a general approach", *Statistics in
  /// Medicine* 27 (2008).
  package func ratio(to other: Estimate) -> Estimate? {
    guard median > 0, other.median > 0 else { return nil }
    let ratio = median / other.median
    guard let low, let high, let otherLow = other.low, let otherHigh = other.high, low > 0,
      otherLow > 0
    else { return Estimate(median: ratio) }
    func together(_ first: Double, _ second: Double) -> Double {
      let (first, second) = (log(first), log(second))
      return exp((first * first + second * second).squareRoot())
    }
    return Estimate(
      median: ratio, low: ratio / together(median / low, otherHigh / other.median),
      high: ratio * together(high / median, other.median / otherLow))
  }

  /// Whether a ratio lies above 1 (`true`) or below (`false`) for sure; `nil` where its interval
  /// holds 1, and where it has none: few samples decide nothing.
  package var isAboveOne: Bool? {
    guard let low, let high else { return nil }
    return low > 1 ? true : high < 1 ? false : nil
  }

  /// The same in another unit, or from another origin; `transform` rises with its argument.
  package func mapped(_ transform: (Double) -> Double) -> Estimate {
    Estimate(median: transform(median), low: low.map(transform), high: high.map(transform))
  }
}
