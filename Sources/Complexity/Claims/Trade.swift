import Convolution
import Foundation
import Measurement
import Sweeps

/// The slides' trade, *Storing φ(pad(Z))*: bytes for time, against one way of computing φ again.
public struct Trade: Sendable, Codable {
  /// Which points are taken together: points of a sweep and layers that people name may well differ.
  public enum Scope: String, CaseIterable, Hashable, Sendable, Codable {
    /// Those without a name.
    case unnamed = "unnamed points"
    /// Those with a name.
    case named = "named layers"
  }

  /// Which points.
  public let scope: Scope
  /// The strategy that keeps φ.
  public let keeper: String
  /// The strategy that computes it again.
  public let other: String
  /// The points at which both were measured and the keeper keeps more, in the file's order.
  public let points: [TradePoint]
  /// The geometric mean of the other's step as a part of the keeper's. Its interval is by bootstrap
  /// over the points; one point has its own, and a few have none.
  public let ratio: Estimate
  /// The median of the seconds saved per MiB kept, with an interval of the same kind.
  public let savedSecondsPerMebibyte: Estimate
  /// Where the two change places, along each parameter.
  public let crossovers: [Crossover]

  /// Whether storing φ is the faster way here, as the slides say of CPU environments; of a few points
  /// what all of them say.
  public let storingIsFaster: Answer

  /// At how many points keeping is faster, slower, or neither for sure.
  public var counts: (faster: Int, slower: Int, undecided: Int) {
    (
      points.count { $0.keepingIsFaster == .yes }, points.count { $0.keepingIsFaster == .no },
      points.count { $0.keepingIsFaster == .undecided }
    )
  }

  /// The trade against every strategy of a file that keeps less than ``Cached``.
  static func all(_ evidence: Evidence, along parameters: [Held]) -> [Trade] {
    let keeper = Cached().name
    let steps = evidence.rows.filter { $0.operation == .step }
    var others: [String] = []
    for row in steps where row.strategy != keeper && !others.contains(row.strategy) {
      others.append(row.strategy)
    }
    let kept = Dictionary(
      steps.filter { $0.strategy == keeper }.map { ($0.point, $0) }, uniquingKeysWith: { $1 })
    return others.flatMap { other in
      let points = steps.filter { $0.strategy == other }.compactMap { row in
        kept[row.point].flatMap { TradePoint(keeper: $0, other: row) }
      }
      return Scope.allCases.compactMap { scope in
        Trade(
          scope, keeper: keeper, other: other,
          points: points.filter { $0.point.layer.isEmpty == (scope == .unnamed) },
          along: parameters)
      }
    }
  }

  private init?(
    _ scope: Scope, keeper: String, other: String, points: [TradePoint], along parameters: [Held]
  ) {
    guard !points.isEmpty else { return nil }
    let logs = points.map { log($0.ratio.median) }
    let perMiB = points.map(\.savedSecondsPerMebibyte.median)
    func statistics(_ indices: [Int]) -> [Double] {
      let mean = indices.reduce(0) { $0 + logs[$1] } / Double(indices.count)
      return [exp(mean), Estimate(of: indices.map { perMiB[$0] }).median]
    }
    // What so few points spread over is no interval, however they are drawn.
    let intervals =
      points.count < Estimate.fewestSamples
      ? nil : Bootstrap.intervals(count: points.count, seed: 1, statistics: statistics)
    let all = statistics(Array(points.indices))
    func estimate(_ index: Int, of point: (TradePoint) -> Estimate) -> Estimate {
      if points.count == 1 { return point(points[0]) }
      let interval = intervals?[index]
      return Estimate(median: all[index], low: interval?.lowerBound, high: interval?.upperBound)
    }
    self.scope = scope
    self.keeper = keeper
    self.other = other
    self.points = points
    ratio = estimate(0, of: \.ratio)
    savedSecondsPerMebibyte = estimate(1, of: \.savedSecondsPerMebibyte)
    let answers = Set(points.map(\.keepingIsFaster))
    storingIsFaster =
      intervals == nil && answers.count == 1
      ? points[0].keepingIsFaster : Answer(isAboveOne: ratio)
    crossovers = parameters.flatMap { held in
      held.lines(of: points, point: \.point).flatMap { Crossover.all($0, ratio: \.ratio) }
    }
  }
}
