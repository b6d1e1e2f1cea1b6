import Foundation
import Measurement

/// Comparisons whose intervals are to hold together with 95 %: Bonferroni's inequality, of Student's t over
/// logarithms, whose degrees of freedom decide how far few sessions must be widened.
struct ComparisonFamily {
  /// By how much an interval's ends move away from its middle, by what it is built over.
  private let factors: [Int: Double]

  /// A family of so many comparisons, whose intervals are built over these numbers of sessions or samples.
  init(count: Int, units: some Sequence<Int>) {
    factors = Set(units).filter { $0 > 1 }.reduce(into: [:]) { factors, units in
      factors[units] =
        StudentT.quantile(outside: 0.05 / Double(max(1, count)), degrees: units - 1)
        / StudentT.quantile(degrees: units - 1)
    }
  }

  /// An estimate with the interval that it has beside all others; with none if nobody knows what its own is
  /// built over.
  func widened(_ estimate: Estimate, units: Int?) -> Estimate {
    let median = estimate.median
    guard let low = estimate.low, let high = estimate.high, low > 0,
      let factor = units.flatMap({ factors[$0] })
    else { return Estimate(median: median) }
    return Estimate(
      median: median, low: median * pow(low / median, factor),
      high: median * pow(high / median, factor))
  }
}
