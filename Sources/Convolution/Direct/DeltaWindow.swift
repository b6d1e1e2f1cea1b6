/// The rows of Δ behind pooling that exist at a time: those of one block, and below the first block of
/// an image the last few of the block before it, which ΔZ needs once more.
struct DeltaWindow<T: Scalar> {
  private let geometry: ConvolutionGeometry
  private let rowsKept: Int
  private let scratch: Matrix<T>
  /// The rows that exist.
  private(set) var rows: ImageRows<T>

  /// An empty window.
  ///
  /// - Precondition: the scratch has room for the largest block and the rows that are kept.
  init(
    _ geometry: ConvolutionGeometry, _ blocks: PooledBlocks, in scratch: Matrix<T>, keepsRows: Bool
  ) {
    self.geometry = geometry
    self.scratch = scratch
    rowsKept = keepsRows ? blocks.rowsKept : 0
    rows = ImageRows(
      scratch.prefix(rows: 0, columns: 0), images: 0..<0, rows: 0..<0, width: geometry.bConv)
  }

  /// Moves on to a block.
  ///
  /// - Returns: the place of the block's own rows, to be written.
  mutating func advance(to block: PooledBlocks.Block) -> Matrix<T> {
    let first = block.rows.lowerBound
    let kept = first == 0 ? 0 : min(rowsKept, rows.rows.count)
    let width = geometry.bConv
    if kept > 0 {
      let all = rows.pixels
      unsafe UnsafeMutableRawPointer(scratch.base).copyMemory(
        from: all[columns: all.columns - kept * width..<all.columns].base,
        byteCount: kept * rows.rowPitch * MemoryLayout<T>.stride)
    }
    let own = block.images.count * block.rows.count * width
    let pixels = scratch.prefix(rows: geometry.dOut, columns: kept * width + own)
    rows = ImageRows(
      pixels, images: block.images, rows: first - kept..<block.rows.upperBound, width: width)
    return pixels[columns: kept * width..<pixels.columns]
  }
}

extension Matrix {
  /// The first elements as a matrix of their own.
  ///
  /// - Precondition: there are as many.
  func prefix(rows: Int, columns: Int) -> Matrix {
    precondition(rows >= 0 && columns >= 0 && rows * columns <= count, "too few elements")
    return unsafe Matrix(base: base, rows: rows, columns: columns)
  }
}
