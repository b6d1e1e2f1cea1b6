/// Keeps nothing of φ(pad(Z)): expands it in tiles of some hundred columns, across image borders,
/// that are still in the L2 cache when the product reads them.
///
/// What is expanded again then costs less than a φ of the whole mini-batch that travels to memory
/// and back. Its scratch is one tile of φ per worker, K × columns elements; with pooling, one block
/// of images beside it, as many as fill a tile and at least one.
package struct Tiled: Expanding {
  package let name = "tiled"
  package let summary = "keeps nothing; expands φ in tiles that stay in the L2 cache"

  /// The strategy has nothing to set.
  package init() {}

  func tiling(_ workload: Workload) -> Tiling { Tiling(inCacheFor: workload) }
}
