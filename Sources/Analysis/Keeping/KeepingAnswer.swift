import Convolution
import Results

/// When keeping φ(pad(Z)) from forward to backward pays: what the measurements of one machine say, against
/// each kind of rivals, under each of their conditions.
///
/// Sizes are bytes of φ per thread, as each thread works through φ of its own images. A point counts
/// once: with the rival that is fastest there. Where φ(pad(Z)) is Z itself there is nothing to keep, and
/// the point does not count.
///
/// - Whether a point's keeping is faster is sure beside all other comparisons (``FalseDiscoveries``).
/// - A size from which on keeping loses is that of the best rule by size (``SizeRule``), if chance does as
///   well in at most 5 % of all cases, divided by the number of statements.
/// - Whether size or shape decides is told by points of like size (``LikeSizes``).
package struct KeepingAnswer: Sendable, Encodable {
  /// Those against strategies that expand φ first.
  package let statements: [KeepingStatement]

  /// Whether a strategy that keeps φ and another one were measured at a point.
  package var isEmpty: Bool { statements.isEmpty }

  /// The answer of files that one machine, or one kind of them, measured.
  package init(_ datasets: [Dataset]) {
    let caches =
      datasets.lazy.compactMap { $0.machine?.processor.caches }.first { $0.l2Bytes != nil }
      ?? .unknown
    let places = datasets.flatMap(ContestedPlace.all)
    let chance = FalseDiscoveries.level(places.flatMap(\.contests).compactMap(\.trade.chance))
    let groups = Rivals.allCases.flatMap { rivals in
      places.filter { $0.rivals == rivals }.grouped { $0.conditions }
        .map { (rivals: rivals, conditions: $0.key, places: $0.elements) }
    }
    statements = groups.map { rivals, conditions, places in
      KeepingStatement(
        rivals, conditions, keeper: places[0].keeper,
        strategies: Strategies.all.map { Strategy($0) }
          .filter(Set(places.flatMap { $0.contests.map(\.rival) }).contains),
        points: places.map {
          KeepingPoint($0.contests, phiBytes: $0.phiBytes, upTo: chance)
        }, statements: groups.count, caches: caches)
    }
  }
}

/// A strategy that keeps φ, and all rivals of a kind, at a point.
private struct ContestedPlace {
  let rivals: Rivals
  let conditions: Conditions
  let keeper: Strategy
  let phiBytes: Int
  let contests: [KeepingPoint.Contest]

  static func all(_ dataset: Dataset) -> [ContestedPlace] {
    guard let keeper = dataset.reference, let method = keeper.method, method.keepsPhi else {
      return []
    }
    return dataset.places.flatMap { place in
      let workload = place.point.workload
      let bytes = method.memory(workload).phiBytes
      return Rivals.allCases.compactMap { rivals -> ContestedPlace? in
        let contests = dataset.ownStrategies.filter { Rivals($0, at: workload) == rivals }
          .compactMap { rival in
            TradePoint(place, keeper: keeper, other: rival).map {
              KeepingPoint.Contest(rival: rival, trade: $0)
            }
          }
        guard !contests.isEmpty, bytes > 0 else { return nil }
        return ContestedPlace(
          rivals: rivals, conditions: Conditions(place.point), keeper: keeper,
          phiBytes: bytes / workload.workers, contests: contests)
      }
    }
  }
}
