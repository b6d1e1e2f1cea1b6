import Convolution

/// Intervals by drawing the same points again and again, with replacement.
///
/// Source: Efron & Tibshirani, *An Introduction to the Bootstrap* (Chapman & Hall 1993), chapter 13,
/// the percentile interval.
enum Bootstrap {
  /// Draws that are made; their 2.5 % on each side are then a dozen.
  static let draws = 500

  /// Where the drawing begins, so that the same points always have the same intervals.
  private static let seed: UInt64 = 1

  /// The 95 % intervals of some statistics, which are computed from the points of drawn indices, or are
  /// `nil` where these do not suffice; `nil` where most draws did not.
  static func intervals(
    count: Int, statistics: ([Int]) -> [Double]?
  ) -> [ClosedRange<Double>]? {
    precondition(count >= 1, "nothing to draw from")
    var generator = SeededGenerator(seed: seed)
    var results: [[Double]] = []
    for _ in 0..<draws {
      let indices = (0..<count).map { _ in Int.random(in: 0..<count, using: &generator) }
      if let result = statistics(indices) { results.append(result) }
    }
    guard results.count > draws / 2, let first = results.first else { return nil }
    return first.indices.map { index in
      let sorted = results.map { $0[index] }.sorted()
      let tail = (sorted.count - 1) / 40
      return sorted[tail]...sorted[sorted.count - 1 - tail]
    }
  }
}
