import Machine
import Measurement

/// Where an operation's working set lies.
package struct Residences: Hashable, Sendable, Encodable {
  /// Of what it shares with the operations beside it.
  package let tile: Residence?
  /// Of what it meets once in a step.
  package let batch: Residence?

  /// Whether one level each serves what the operation meets.
  package var isClear: Bool { (tile?.isClear ?? true) && (batch?.isClear ?? true) }

  /// From the nearest level of both to the farthest.
  func union(_ other: Residences) -> Residences {
    func union(_ one: Residence?, _ other: Residence?) -> Residence? {
      guard let one, let other else { return one ?? other }
      return one.union(other)
    }
    return Residences(tile: union(tile, other.tile), batch: union(batch, other.batch))
  }
}

extension Residences {
  /// The residences of an operation at a point. Workers have tiles of their own, and share the last
  /// level; where caches are evicted before each step, memory serves the mini-batch.
  package init(_ set: WorkingSet, workers: Int, cache: CacheState, caches: Caches) {
    var shared = caches
    shared.l3Bytes = caches.l3Bytes.map { $0 / workers }
    tile = set.tileBytes.map { Residence(of: $0, caches: shared) }
    batch = set.stepBytes.map {
      cache == .cold
        ? Residence(nearest: .memory, farthest: .memory) : Residence(of: $0, caches: caches)
    }
  }
}

extension Residences: CustomStringConvertible {
  /// Such as `tile L2, batch L3`.
  package var description: String {
    [tile.map { "tile \($0)" }, batch.map { "batch \($0)" }].compactMap(\.self)
      .joined(separator: ", ")
  }

  /// Such as `L2/L3`, tile before mini-batch, with `–` for what is not met again.
  package var short: String {
    "\(tile?.description ?? "–")/\(batch?.description ?? "–")"
  }
}
