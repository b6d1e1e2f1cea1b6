/// A median and how sure it is.
package struct Estimate: Hashable, Sendable, Codable {
  /// The median of the samples.
  package let median: Double
  /// The lower end of the median's 95 % interval; `nil` where there are too few samples for one.
  package let low: Double?
  /// The upper end of the median's 95 % interval; `nil` where there are too few samples for one.
  package let high: Double?

  /// An estimate that was made elsewhere.
  package init(median: Double, low: Double? = nil, high: Double? = nil) {
    self.median = median
    self.low = low
    self.high = high
  }

  /// The fewest samples that have a 95 % interval: with five, both extremes miss the median with
  /// probability 2/2⁵ > 5 %.
  package static let fewestSamples = 6

  /// The median of some samples, with an interval from order statistics.
  ///
  /// The number of samples below the true median is Binomial(n, ½) whatever their distribution,
  /// so [x₍ᵣ₎, x₍ₙ₊₁₋ᵣ₎] holds the median with probability 1 − 2·P(Binomial(n, ½) < r). The
  /// largest r that leaves at least 95 % is taken. Source: Le Boudec, *Performance Evaluation of
  /// Computer and Communication Systems* (EPFL Press 2010), Theorem 2.1.
  ///
  /// - Parameter samples: in any order; at least one.
  package init(of samples: [Double]) {
    precondition(!samples.isEmpty, "no samples, no median")
    let sorted = samples.sorted()
    let n = sorted.count
    median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2
    if let rank = Self.intervalRank(n) {
      low = sorted[rank - 1]
      high = sorted[n - rank]
    } else {
      low = nil
      high = nil
    }
  }

  /// Half the interval's width as a part of the median; `nil` without an interval.
  package var relativeHalfWidth: Double? {
    guard let low, let high, median > 0 else { return nil }
    return (high - low) / 2 / median
  }

  /// The largest r with P(Binomial(n, ½) < r) ≤ 2.5 %, or `nil` where there is none.
  static func intervalRank(_ n: Int) -> Int? {
    guard n >= fewestSamples else { return nil }
    // Above this the normal approximation is exact to the rank, and 2⁻ⁿ still is a Double below.
    guard n <= 1000 else {
      return Int((Double(n) / 2 - 0.98 * Double(n).squareRoot()).rounded(.down))
    }
    var term = 1.0  // C(n, k) / 2ⁿ for k = 0
    for _ in 0..<n { term /= 2 }
    var below = 0.0
    var rank = 0
    while below + term <= 0.025 {
      below += term
      rank += 1
      term *= Double(n - rank + 1) / Double(rank)
    }
    return max(rank, 1)
  }
}
