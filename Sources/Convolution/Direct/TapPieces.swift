/// The taps of a phase in pieces whose packed filters stay in the L2 cache while a block's pixels
/// go by: some filter rows, or a part of one, one piece after the other.
struct TapPieces: Sequence {
  /// Filter rows.
  let rows: Int
  /// Taps of a filter row, channels included.
  let run: Int

  private let rowsPerPiece: Int
  private let runPerPiece: Int

  /// Terms of a piece at most.
  private static let most = 1600

  init(rows: Int, run: Int) {
    self.rows = rows
    self.run = run
    // A phase may have no taps.
    let (someRows, someRun) = (Swift.max(1, rows), Swift.max(1, run))
    rowsPerPiece = ProductBlocks.evenPiece(of: someRows, atMost: Swift.max(1, Self.most / someRun))
    runPerPiece = ProductBlocks.evenPiece(of: someRun, atMost: Self.most)
  }

  /// A piece by its numbers along both axes.
  struct Piece {
    fileprivate let y: Int
    fileprivate let x: Int
  }

  /// All pieces in their order; one where there are no taps at all.
  func makeIterator() -> some IteratorProtocol<Piece> {
    let columns = Swift.max(1, (run + runPerPiece - 1) / runPerPiece)
    let rows = Swift.max(1, (rows + rowsPerPiece - 1) / rowsPerPiece)
    return (0..<rows * columns).lazy.map { Piece(y: $0 / columns, x: $0 % columns) }
      .makeIterator()
  }

  /// What a piece has of some pixels' taps.
  struct Part {
    /// Filter rows.
    let rows: Range<Int>
    /// Taps of each of them.
    let run: Range<Int>
    /// Whether no piece before this one has any of the pixels' taps.
    let isFirst: Bool
    /// Whether no piece after this one has.
    let isLast: Bool
  }

  /// A piece's part of the taps that some pixels have inside the source; nothing where it has none
  /// of them. Pixels without any taps are the first piece's.
  func part(of rows: Range<Int>, _ run: Range<Int>, in piece: Piece) -> Part? {
    guard !rows.isEmpty, !run.isEmpty else {
      return piece.y == 0 && piece.x == 0
        ? Part(rows: 0..<0, run: 0..<0, isFirst: true, isLast: true) : nil
    }
    let ownRows = rows.clamped(to: piece.y * rowsPerPiece..<(piece.y + 1) * rowsPerPiece)
    let ownRun = run.clamped(to: piece.x * runPerPiece..<(piece.x + 1) * runPerPiece)
    guard !ownRows.isEmpty, !ownRun.isEmpty else { return nil }
    return Part(
      rows: ownRows, run: ownRun,
      isFirst: ownRows.lowerBound == rows.lowerBound && ownRun.lowerBound == run.lowerBound,
      isLast: ownRows.upperBound == rows.upperBound && ownRun.upperBound == run.upperBound)
  }
}
