/// Pixels of some images in blocks of about a size: some whole images, or some rows of one.
struct PixelBlocks: Sequence {
  /// One block.
  struct Block {
    /// The images.
    let images: Range<Int>
    /// The rows of each of them.
    let rows: Range<Int>
  }

  /// All images.
  let images: Range<Int>
  /// The rows of each image.
  let rows: Range<Int>
  /// The most images of a block.
  let imagesPerBlock: Int
  /// Blocks that an image is cut into; 1 where a block has whole images.
  let blocksPerImage: Int

  /// Blocks of some images at most, or of an image's part.
  init(images: Range<Int>, rows: Range<Int>, imagesPerBlock: Int, blocksPerImage: Int) {
    self.images = images
    self.rows = rows
    self.imagesPerBlock = imagesPerBlock
    self.blocksPerImage = blocksPerImage
  }

  /// Blocks of about as many pixels as are wanted: an image is cut only where it has half as many
  /// again.
  init(images: Range<Int>, rows: Range<Int>, pixelsPerRow: Int, wanted: Int) {
    let pixels = Swift.max(1, rows.count * pixelsPerRow)
    let parts = pixels > wanted + wanted / 2 ? (pixels + wanted - 1) / wanted : 1
    self.init(
      images: images, rows: rows, imagesPerBlock: Swift.max(1, wanted / pixels),
      blocksPerImage: Swift.max(1, Swift.min(parts, rows.count)))
  }

  /// All blocks, image after image, from the first row to the last.
  func makeIterator() -> some IteratorProtocol<Block> {
    let groups = (images.count + imagesPerBlock - 1) / imagesPerBlock
    return (0..<groups * blocksPerImage).lazy.map { index in
      let (group, part) = index.quotientAndRemainder(dividingBy: blocksPerImage)
      return Block(
        images: images.part(group, of: groups), rows: rows.part(part, of: blocksPerImage))
    }.makeIterator()
  }
}
