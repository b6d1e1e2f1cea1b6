import Glibc
import Machine
import Measurement

/// How far an operation's working set has left the caches, in stages from the core outwards.
///
/// A cache surely holds a part of its size: it does not replace strictly by age, and what else a core touches
/// passes through it too; a shared one holds what its neighbours leave. From a multiple of its size on it
/// surely serves nothing that is met in turn. These are the edges, two for each cache; a stage lies between
/// neighbouring ones. Of each stage the working set has passed a part, by the logarithm of its bytes. A cost
/// for each stage then is a cost that rises with the distance, in pieces.
struct Overflow: Sendable {
  /// Of what the operation shares with those beside it: the part of each stage, from 0 to 1.
  let tile: [Double]
  /// Of what it meets once in a step.
  let batch: [Double]

  /// Workers have tiles of their own and share the last cache; where caches are evicted before each step,
  /// memory serves the mini-batch. What an operation does not meet again has left nothing.
  init(_ set: WorkingSet, workers: Int, cache: CacheState, caches: Caches) {
    var shared = caches
    shared.l3Bytes = caches.l3Bytes.map { $0 / workers }
    tile = Self.stages(of: set.tileBytes, edges: Self.edges(shared))
    let batch = Self.stages(of: set.stepBytes, edges: Self.edges(caches))
    self.batch = cache == .cold && set.stepBytes != nil ? batch.map { _ in 1 } : batch
  }

  /// The edges of the caches that are known, in bytes, ascending.
  ///
  /// Under LRU a cache would serve nothing from its size on; with a victim L3, times keep rising up to 4 × the
  /// L2 size.
  static func edges(_ caches: Caches) -> [Double] {
    let parts: [(size: Int?, sure: Double, gone: Double)] = [
      (caches.l1dBytes, 0.5, 2), (caches.l2Bytes, 0.5, 4), (caches.l3Bytes, 0.25, 2),
    ]
    return parts.flatMap { part in
      part.size.map { [part.sure * Double($0), part.gone * Double($0)] } ?? []
    }.reduce(into: []) { edges, edge in
      // A small L3 cache may have nothing for itself.
      edges.append(max(edge, (edges.last ?? 0) * 1.001))
    }
  }

  /// The parts of the stages that some bytes have passed, which are touched in turn again and again.
  static func stages(of bytes: Int?, edges: [Double]) -> [Double] {
    zip(edges, edges.dropFirst()).map { near, far in
      bytes.map { min(max(log(Double(max($0, 1)) / near) / log(far / near), 0), 1) } ?? 0
    }
  }
}
