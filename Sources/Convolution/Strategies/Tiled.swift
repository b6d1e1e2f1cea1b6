/// Keeps nothing of φ(pad(Z)): expands it in tiles of some hundred columns, across image borders,
/// that are still in the L2 cache when the product reads them.
///
/// What is expanded again then costs less than a φ of the whole mini-batch that travels to memory
/// and back. Its scratch is one tile of φ per worker, K × columns elements; with pooling, one block
/// of images beside it, as many as fill a tile and at least one.
package struct Tiled: Expanding {
  package let name = "tiled"
  package let summary = "keeps nothing; expands φ in tiles that stay in the L2 cache"

  private let l2Bytes: Int

  /// Tiles for this processor's L2 cache.
  package init() {
    self.init(l2Bytes: Tiling.l2Bytes)
  }

  /// Tiles for an L2 cache of some bytes, as another machine has them; at least 1.
  package init(l2Bytes: Int) {
    precondition(l2Bytes > 0, "a cache needs a byte")
    self.l2Bytes = l2Bytes
  }

  package func cut(forL2Bytes bytes: Int) -> any BackwardStrategy { Tiled(l2Bytes: bytes) }

  func tiling(_ workload: Workload) -> Tiling {
    Tiling(inCacheFor: workload, l2Bytes: l2Bytes)
  }
}
