/// Keeps nothing of φ(pad(Z)): expands it in tiles of some hundred columns, across image borders,
/// that are still in the L2 cache when the product reads them.
///
/// What is expanded again then costs less than a φ of the whole mini-batch that travels to memory
/// and back. Its scratch is one tile of φ per worker, K × columns elements; with pooling, one block
/// of images beside it, as many as fill a tile and at least one.
public struct Tiled: Expanding {
  public let name = "tiled"
  public let summary = "keeps nothing; expands φ in tiles that stay in the L2 cache"

  /// The strategy has nothing to set.
  public init() {}

  func tiling(_ workload: Workload) -> Tiling {
    Tiling(inCacheFor: workload)
  }
}
