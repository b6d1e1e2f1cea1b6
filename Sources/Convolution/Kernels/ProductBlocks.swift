import COpenBLAS

/// How a large product is cut into blocks that OpenBLAS multiplies where they lie.
///
/// OpenBLAS copies both factors into the order that its kernel wants, and a layer's products are too
/// thin to pay for that: with d_out = 64 each element that was copied is used 64 times. Since 0.3.17
/// its kernels for AVX-512 multiply without any copy where m·n·k ≤ 10⁶, unless the left factor is
/// transposed. In blocks of that size the products of a 3 × 3 layer run at 115 instead of 100 GFLOP/s
/// (one core of an EPYC with AVX-512, single precision, d = d_out = 64).
struct ProductBlocks {
  /// Rows of a block of C, and of the left factor.
  let rows: Int
  /// Columns of a block of C, and of the right factor.
  let columns: Int
  /// Columns of a block of the left factor, and rows of the right one's.
  let terms: Int

  /// The largest m·n·k that OpenBLAS multiplies without copies.
  static let largest = 1_000_000
  /// The shortest side from which on copies pay, since an element that was copied is used so many
  /// times: sooner where a factor is transposed, and a block of it lies scattered.
  static func worthCopying(isPlain: Bool) -> Int { isPlain ? 320 : 192 }
  /// Rows that the kernels hold in registers: four vectors of sixteen.
  private static let mostRows = 64
  /// Rows of one vector.
  private static let rowGroup = 16
  /// As many that a block of the left factor stays in the L2 cache beside what streams by, and that
  /// C is seldom read and written again.
  private static let mostTerms = 320

  /// Blocks for a product `[m × k] · [k × n]`, of two plain factors or not; `nil` where OpenBLAS is as
  /// fast with the whole.
  init?(m: Int, n: Int, k: Int, isPlain: Bool) {
    guard m * n * k > Self.largest, min(m, n, k) < Self.worthCopying(isPlain: isPlain) else {
      return nil
    }
    rows = Self.rows(of: m)
    terms = Self.terms(of: k)
    columns = Self.evenPiece(of: n, atMost: Self.largest / (rows * terms))
  }

  /// Elements of the largest block of a left factor `[m × k]`, whatever the product's n.
  static func turnedCount(m: Int, k: Int) -> Int { rows(of: m) * terms(of: k) }

  private static func rows(of m: Int) -> Int {
    min(m, evenPiece(of: m, atMost: mostRows, multipleOf: rowGroup))
  }

  private static func terms(of k: Int) -> Int { evenPiece(of: k, atMost: mostTerms) }

  /// The size of pieces that differ by little, none of them larger than `most`.
  static func evenPiece(
    of count: Int, atMost most: Int, multipleOf group: Int = 1
  ) -> Int {
    let pieces = (count + most - 1) / most
    let size = (count + pieces - 1) / pieces
    return (size + group - 1) / group * group
  }
}

extension MatrixProduct {
  /// A product of blocks, `[m × k] · [k × n] → [m × n]`, inside larger matrices.
  struct Block {
    /// A block of a factor or of the result: its first element, and the distance of its columns.
    @safe
    struct Part {
      let base: UnsafeMutablePointer<T>
      let leadingDimension: Int32
      let transposition: CBLAS_TRANSPOSE
    }
    let left: Part
    let right: Part
    let result: Part
    let m: Int32
    let n: Int32
    let k: Int32
    let accumulates: Bool

    /// 2·m·n·k.
    var flops: Int { 2 * Int(m) * Int(n) * Int(k) }
  }

  /// Hands the product to `multiply`, as a whole or in blocks, whichever OpenBLAS is faster with.
  ///
  /// - Parameters:
  ///   - inPlace: whether small products are multiplied where they lie, see
  ///     ``OpenBLAS/multipliesSmallProductsInPlace``.
  ///   - multiply: multiplies one block.
  /// - Returns: the FLOPs of all blocks that were handed over.
  func forEachBlock(
    inPlace: Bool = OpenBLAS.multipliesSmallProductsInPlace, _ multiply: (Block) -> Void
  ) -> Int {
    let (m, n, k) = (left.rows, right.columns, left.columns)
    guard inPlace, !left.transposed || scratch != nil,
      let size = ProductBlocks(m: m, n: n, k: k, isPlain: !left.transposed && !right.transposed)
    else {
      let whole = block(rows: 0..<m, columns: 0..<n, terms: 0..<k)
      multiply(whole)
      return whole.flops
    }
    var flops = 0
    // The block of the left factor stays in the cache while those of the right one pass by.
    for terms in pieces(of: k, size.terms) {
      for rows in pieces(of: m, size.rows) {
        let turned = turnedLeft(rows: rows, terms: terms)
        for columns in pieces(of: n, size.columns) {
          let block = block(turned, rows: rows, columns: columns, terms: terms)
          multiply(block)
          flops += block.flops
        }
      }
    }
    return flops
  }

  /// A block of a transposed left factor, turned round in the scratch so that it is plain; `nil` for
  /// a factor that is plain as it lies.
  private func turnedLeft(rows: Range<Int>, terms: Range<Int>) -> Block.Part? {
    guard left.transposed, let scratch else { return nil }
    precondition(scratch.count >= rows.count * terms.count, "scratch is too small")
    let source = part(left, rows: rows, columns: terms)
    unsafe transpose(
      source.base, leadingDimension: Int(source.leadingDimension), rows: terms.count,
      columns: rows.count, into: scratch.base)
    return unsafe Block.Part(
      base: scratch.base, leadingDimension: Int32(rows.count), transposition: CblasNoTrans)
  }

  private func block(
    _ turned: Block.Part? = nil, rows: Range<Int>, columns: Range<Int>, terms: Range<Int>
  ) -> Block {
    Block(
      left: turned ?? part(left, rows: rows, columns: terms),
      right: part(right, rows: terms, columns: columns),
      result: part(.plain(result), rows: rows, columns: columns),
      m: Int32(rows.count), n: Int32(columns.count), k: Int32(terms.count),
      accumulates: accumulates || terms.lowerBound > 0)
  }

  private func part(_ factor: Factor, rows: Range<Int>, columns: Range<Int>) -> Block.Part {
    let (row, column) =
      factor.transposed
      ? (columns.lowerBound, rows.lowerBound) : (rows.lowerBound, columns.lowerBound)
    return unsafe Block.Part(
      base: factor.matrix.base + row + column * factor.matrix.rows,
      leadingDimension: factor.leadingDimension,
      transposition: factor.transposed ? CblasTrans : CblasNoTrans)
  }
}

private func pieces(of count: Int, _ size: Int) -> some Sequence<Range<Int>> {
  stride(from: 0, to: count, by: size).lazy.map { $0..<min($0 + size, count) }
}
