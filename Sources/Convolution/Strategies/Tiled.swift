import Glibc

/// Keeps nothing of φ(pad(Z)): expands it in tiles of some hundred columns, across image borders,
/// that are still in the L2 cache when the product reads them.
///
/// What is expanded again then costs less than a φ of the whole mini-batch that travels to memory
/// and back. Its scratch is one tile of φ per worker, K × columns elements; with pooling, one block
/// of images beside it, as many as fill a tile and at least one.
public struct Tiled: Expanding {
  public let name = "tiled"
  public let summary = "keeps nothing; expands φ in tiles that stay in the L2 cache"

  /// Half of the L2 cache is for a tile, the rest for what the product reads and writes beside it.
  private let tileBytes: Int

  /// The fewest columns of a tile, even where they do not fit into the cache. Each product packs W
  /// anew, h·h·d·d_out elements; below this that costs more than the cache saves.
  static let fewestColumns = 256
  /// The most columns of a tile: wider products are no faster, and their S no longer stays in the
  /// cache for the bias and ReLU.
  static let mostColumns = 1024

  /// Tiles for the processor's L2 cache.
  public init() {
    let bytes = sysconf(Int32(_SC_LEVEL2_CACHE_SIZE))
    // A machine that does not say has 1 MiB at least, if it is not very old.
    tileBytes = (bytes > 0 ? bytes : 1 << 20) / 2
  }

  /// The most columns of a tile.
  public func columns(_ workload: Workload) -> Int {
    if let columns = workload.tileColumns { return columns }
    let fitting = tileBytes / (workload.geometry.phiRows * workload.precision.bytes)
    return min(max(fitting, Self.fewestColumns), Self.mostColumns)
  }

  func tiling(_ workload: Workload) -> Tiling {
    let columns = columns(workload)
    // Without pooling S and Δ need no scratch, and a tile may begin and end within any image.
    let images =
      workload.geometry.hasPooling
      ? max(1, columns / workload.geometry.columnsPerImage) : Int.max
    return Tiling(
      workload, imagesPerBlock: min(images, Tiling.largestShare(workload)),
      columnsPerTile: columns)
  }
}
