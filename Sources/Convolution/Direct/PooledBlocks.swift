/// The pieces of a worker's images for which S before pooling, or Δ behind it, exists at a time:
/// some whole images, or some rows of one that are whole pooling windows. Without pooling, all of
/// the worker's images at once, which need no scratch.
struct PooledBlocks {
  /// The most images of a block.
  let imagesPerBlock: Int
  /// Blocks that an image is cut into.
  let blocksPerImage: Int

  private let geometry: ConvolutionGeometry

  /// Blocks of a worker that has so many images at most, of scalars of some bytes.
  init(_ geometry: ConvolutionGeometry, images: Int, scalarBytes: Int) {
    self.geometry = geometry
    guard geometry.hasPooling else {
      (imagesPerBlock, blocksPerImage) = (images, 1)
      return
    }
    let imageBytes = geometry.dOut * geometry.columnsPerImage * scalarBytes
    imagesPerBlock = min(images, max(1, DirectBlocks.pooledBytes / imageBytes))
    blocksPerImage = min(
      geometry.aOut, (imageBytes + DirectBlocks.pooledBytes - 1) / DirectBlocks.pooledBytes)
  }

  /// Rows of Δ that the next block of an image needs once more, for ΔZ; see ``rowsComplete(_:)``.
  var rowsKept: Int { blocksPerImage > 1 ? (geometry.h - 1) / geometry.stride : 0 }

  /// The most rows of a block.
  private var mostRows: Int {
    let windows = (geometry.aOut + blocksPerImage - 1) / blocksPerImage
    return min(geometry.aConv, windows * geometry.pool + geometry.aConv % geometry.pool)
  }

  /// Elements of S or Δ of one block, with rows of the block before it where they are wanted.
  func count(keepingRows: Bool) -> Int {
    guard geometry.hasPooling else { return 0 }
    let rows = min(geometry.aConv, mostRows + (keepingRows ? rowsKept : 0))
    return imagesPerBlock * rows * geometry.bConv * geometry.dOut
  }

  /// One block.
  struct Block {
    /// The images.
    let images: Range<Int>
    /// The rows of S.
    let rows: Range<Int>
    /// The rows of the output.
    let windows: Range<Int>

    /// A layer whose S is this block's, for pooling.
    func geometry(of layer: ConvolutionGeometry) -> ConvolutionGeometry {
      ConvolutionGeometry(pooling: layer, images: images.count, rows: rows.count)
    }
  }

  /// The blocks of a worker's images.
  func blocks(of images: Range<Int>) -> some Sequence<Block> {
    let geometry = geometry
    return PixelBlocks(
      images: images, rows: 0..<geometry.aOut, imagesPerBlock: imagesPerBlock,
      blocksPerImage: blocksPerImage
    ).lazy.map { block in
      let windows = block.rows
      let end =
        windows.upperBound == geometry.aOut ? geometry.aConv : windows.upperBound * geometry.pool
      return Block(
        images: block.images, rows: windows.lowerBound * geometry.pool..<end, windows: windows)
    }
  }

  /// The first rows of ΔZ that depend on none of the rows of Δ from some row on.
  func rowsComplete(_ end: Int) -> Int {
    end == geometry.aConv
      ? geometry.a : min(geometry.a, max(0, end * geometry.stride - geometry.padding))
  }
}
