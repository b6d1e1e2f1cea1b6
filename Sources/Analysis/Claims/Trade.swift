import Convolution
import Foundation
import Measurement
import Results

/// The slides' trade, *Storing φ(pad(Z))*: bytes for time, against one way of computing φ again.
package struct Trade: Sendable, Encodable {
  /// Which points are taken together: points of a sweep and layers that people name may well differ.
  package enum Scope: String, CaseIterable, Hashable, Sendable, Encodable {
    case unnamed = "unnamed points"
    case named = "named layers"
  }

  package let scope: Scope
  package let conditions: Conditions
  /// The strategy that keeps φ.
  package let keeper: Strategy
  /// One that computes it again.
  package let other: Strategy
  /// The points at which both were measured and the keeper keeps more, in the file's order; at least
  /// one.
  package let points: [TradePoint]
  /// The geometric mean of the other's step as a part of the keeper's.
  ///
  /// Its interval is the wider of two. One has all points at one end of their own intervals; a point
  /// without one spreads as far as the widest, and where none has one there is no interval. The other
  /// is by bootstrap, by how far points differ, of which too few say nothing: fewer than
  /// ``Measurement/Estimate/fewestSamples`` have the first alone.
  package let ratio: Estimate
  /// The median of the seconds saved per MiB kept, with an interval of the same kind.
  package let savedSecondsPerMebibyte: Estimate
  /// The geometric mean of the other's peak as a part of the keeper's; `nil` where none is known.
  package let peakRatio: Double?
  /// Where the two change places, along each parameter.
  package let crossovers: [Crossover]

  /// Whether storing φ is the faster way here, as the slides say of CPU environments; of a few points
  /// what all of them say.
  package let storingIsFaster: Answer

  /// The point at which the other takes least time against the keeper, and that where most.
  package var extremes: (least: TradePoint, most: TradePoint) {
    func isLess(_ one: TradePoint, _ other: TradePoint) -> Bool {
      one.ratio.median < other.ratio.median
    }
    return (points.min(by: isLess) ?? points[0], points.max(by: isLess) ?? points[0])
  }

  /// At how many points keeping is faster, slower, or neither for sure.
  package var counts: (faster: Int, slower: Int, undecided: Int) {
    func count(_ answer: Answer) -> Int { points.count { $0.keepingIsFaster == answer } }
    return (count(.yes), count(.no), count(.undecided))
  }

  /// The trade of the strategy that keeps φ against every other of phibench's own, for each scope and
  /// under each of its conditions.
  package static func all(_ dataset: Dataset) -> [Trade] {
    guard let keeper = dataset.reference, keeper.keepsPhi else { return [] }
    return dataset.ownStrategies.filter { $0 != keeper }.flatMap { other in
      let points = dataset.places.compactMap { TradePoint($0, keeper: keeper, other: other) }
        .grouped { Conditions($0.point) }
      return Scope.allCases.flatMap { scope in
        points.compactMap { conditions, points in
          Trade(
            scope, conditions, keeper: keeper, other: other,
            points: points.filter { $0.point.layer.isEmpty == (scope == .unnamed) })
        }
      }
    }
  }

  private init?(
    _ scope: Scope, _ conditions: Conditions, keeper: Strategy, other: Strategy,
    points: [TradePoint]
  ) {
    guard !points.isEmpty else { return nil }
    self.scope = scope
    self.conditions = conditions
    self.keeper = keeper
    self.other = other
    self.points = points
    let ratios = points.map(\.ratio)
    func statistics(_ indices: [Int], _ ratios: [Double]) -> [Double] {
      let mean = indices.reduce(0) { $0 + log(ratios[$1]) } / Double(indices.count)
      let saved = indices.map { points[$0].savedSecondsPerMebibyte(at: ratios[$0]) }
      return [exp(mean), Estimate(of: saved).median]
    }
    let medians = ratios.map(\.median)
    let all = Array(points.indices)
    let isFew = points.count < Estimate.fewestSamples
    let drawn =
      isFew
      ? nil : Bootstrap.intervals(count: points.count, statistics: { statistics($0, medians) })
    let own = Self.ends(of: ratios).map { (statistics(all, $0.low), statistics(all, $0.high)) }
    let estimates = statistics(all, medians).enumerated().map { index, median in
      guard let own else { return Estimate(median: median) }
      return Estimate(
        median: median, low: min(own.0[index], drawn?[index].lowerBound ?? .infinity),
        high: max(own.1[index], drawn?[index].upperBound ?? -.infinity))
    }
    ratio = estimates[0]
    peakRatio = points.compactMap(\.peakRatio).geometricMean
    savedSecondsPerMebibyte = estimates[1]
    let answers = Set(points.map(\.keepingIsFaster))
    storingIsFaster =
      isFew
      ? answers.count == 1 ? points[0].keepingIsFaster : .undecided : Answer(isAboveOne: ratio)
    crossovers = Parameter.slides.flatMap { parameter in
      points.lines(along: parameter, point: \.point).flatMap { Crossover.all($0, ratio: \.ratio) }
    }
  }

  /// The lower and the upper ends of all intervals; an estimate without one spreads as far as the
  /// widest, in proportion.
  private static func ends(of ratios: [Estimate]) -> (low: [Double], high: [Double])? {
    guard let down = ratios.compactMap({ ratio in ratio.low.map { $0 / ratio.median } }).min(),
      let up = ratios.compactMap({ ratio in ratio.high.map { $0 / ratio.median } }).max()
    else { return nil }
    return (ratios.map { $0.low ?? down * $0.median }, ratios.map { $0.high ?? up * $0.median })
  }
}
