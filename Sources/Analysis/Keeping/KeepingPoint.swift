import Convolution
import Foundation
import Measurement
import Results

/// Keeping φ at one point against its rivals there, the fastest of which counts.
package struct KeepingPoint: Sendable, Encodable {
  /// Keeping against one rival.
  package struct Contest: Sendable, Encodable {
    package let rival: Strategy
    /// What keeping costs and saves against it.
    package let trade: TradePoint
  }

  /// Bytes of the φ that is kept, per thread.
  package let phiBytes: Int
  /// One for each rival, the fastest first; at least one.
  package let contests: [Contest]
  /// Whether keeping is faster than every rival, as far as all points' intervals tell together.
  package let keepingIsFaster: Answer

  package var point: Point { contests[0].trade.point }

  /// The time of the fastest rival as a part of the keeper's.
  package var ratio: Estimate { contests[0].trade.ratio }

  var logRatio: Double { log(ratio.median) }

  /// The keeper's peak as a multiple of the fastest rival's; `nil` where one of them is not known.
  package var memory: Double? { contests[0].trade.peakRatio.map { 1 / $0 } }

  /// A point with one contest at least, whose answer is to be sure beside all comparisons that are made.
  init(_ contests: [Contest], phiBytes: Int, comparisons: Int) {
    precondition(!contests.isEmpty, "no rivals, no contest")
    self.phiBytes = phiBytes
    self.contests = contests.sorted { $0.trade.ratio.median < $1.trade.ratio.median }
    let answers = contests.map { $0.trade.ratio.sure(among: comparisons).isAboveOne }
    keepingIsFaster =
      answers.contains(false) ? .no : answers.allSatisfy { $0 == true } ? .yes : .undecided
  }

  /// Whether another layer is of another shape: one of h·h, d, d_out and a_conv·b_conv is at least
  /// twice as large in one of them.
  func isUnlike(_ other: KeepingPoint) -> Bool {
    let (one, other) = (geometry, other.geometry)
    func differ(_ one: Int, _ other: Int) -> Bool { max(one, other) >= 2 * min(one, other) }
    return differ(one.h * one.h, other.h * other.h) || differ(one.d, other.d)
      || differ(one.dOut, other.dOut) || differ(one.columnsPerImage, other.columnsPerImage)
  }

  private var geometry: ConvolutionGeometry { point.workload.geometry }
}

extension Estimate {
  /// The same with an interval so wide that, of so many estimates, all hold what they estimate with
  /// 95 %: Bonferroni's inequality, of medians whose logarithms are normal.
  func sure(among count: Int) -> Estimate {
    guard let low, let high, low > 0, count > 1 else { return self }
    let factor = Self.normalQuantile(tail: 0.025 / Double(count)) / Self.normalQuantile(tail: 0.025)
    return Estimate(
      median: median, low: median * pow(low / median, factor),
      high: median * pow(high / median, factor))
  }

  /// What a standard normal variable exceeds with a probability below one half.
  static func normalQuantile(tail: Double) -> Double {
    var (low, high) = (0.0, 38.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) / 2 > tail { low = middle } else { high = middle }
    }
    return low
  }
}
