import Convolution
import Foundation
import Measurement

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

  /// A point with one contest at least, where a ratio that chance explains with more than a probability of
  /// `chance` is not 1 for sure.
  init(_ contests: [Contest], phiBytes: Int, upTo chance: Double) {
    precondition(!contests.isEmpty, "no rivals, no contest")
    self.phiBytes = phiBytes
    self.contests = contests.sorted { $0.trade.ratio.median < $1.trade.ratio.median }
    let answers = contests.map { contest in
      contest.trade.chance.flatMap { $0 <= chance ? contest.trade.ratio.median > 1 : nil }
    }
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
