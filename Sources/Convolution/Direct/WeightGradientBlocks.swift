/// The blocks of pixels in which ∂ξ/∂W is summed, and the scratch that one of them takes.
struct WeightGradientBlocks {
  let input: PackedInput
  /// The most images of a block.
  let imagesPerBlock: Int
  /// The most rows of Δ of a block.
  let rowsPerBlock: Int

  private let geometry: ConvolutionGeometry
  private let scalarBytes: Int

  /// Blocks of a worker that has so many images at most, of scalars of some bytes.
  init(_ geometry: ConvolutionGeometry, images: Int, scalarBytes: Int) {
    let input = PackedInput(geometry)
    func fits(images: Int, rows: Int) -> Bool {
      let bytes = input.count(images: images, rows: rows) * scalarBytes
      let pixels = images * rows * geometry.bConv
      // A single tap reads a value once for each panel only: it should still be in the L2 cache.
      let isNear = geometry.h > 1 || bytes <= DirectBlocks.sourceBytes || pixels <= 128
      return isNear && bytes <= DirectBlocks.packedBytes && pixels <= DirectBlocks.packedPixels
    }
    var parts = 1
    // Parts of an image are as high as each other, or one row less.
    var rows: Int { (geometry.aConv + parts - 1) / parts }
    while rows > 1 && !fits(images: 1, rows: rows) { parts += 1 }
    var several = 1
    while rows == geometry.aConv && several < images && fits(images: several + 1, rows: rows) {
      several += 1
    }
    self.geometry = geometry
    self.scalarBytes = scalarBytes
    self.input = input
    imagesPerBlock = several
    rowsPerBlock = rows
  }

  /// Elements of packed Z.
  var inputCount: Int {
    input.form == .inPlace ? 0 : input.count(images: imagesPerBlock, rows: rowsPerBlock)
  }

  /// Elements of a packed panel of Δ.
  var deltaCount: Int {
    let lanes = min(
      DirectBlocks.panelBytes / scalarBytes,
      DirectBlocks.padded(geometry.dOut, scalarBytes: scalarBytes))
    return imagesPerBlock * rowsPerBlock * geometry.bConv * lanes
  }

  /// Elements of scratch.
  var count: Int { inputCount + deltaCount }

  /// The blocks of some rows of some images.
  func blocks(images: Range<Int>, rows: Range<Int>) -> PixelBlocks {
    PixelBlocks(
      images: images, rows: rows, imagesPerBlock: imagesPerBlock,
      blocksPerImage: max(1, (rows.count + rowsPerBlock - 1) / rowsPerBlock))
  }
}
