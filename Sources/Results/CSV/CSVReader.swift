import SystemPackage

/// Reads a CSV text record by record: RFC 4180 in UTF-8, with CRLF or LF at the end of a line.
///
/// It holds one piece of the text at a time, so that a file may be larger than memory. Empty lines
/// are passed over, and so is the byte order mark that Excel begins a file with.
package struct CSVReader: ~Copyable {
  private var piece: [UInt8]
  private var position = 0
  private let file: FileDescriptor?

  /// The line that comes next, from 1.
  private var line = 1
  /// The bytes of the text that were read.
  private var offset = 0

  /// Reads a text in memory.
  package init(_ bytes: [UInt8]) {
    piece = bytes
    file = nil
  }

  /// Reads a file, and closes it at the end.
  ///
  /// - Throws: `Errno` where it cannot be opened.
  package init(path: String) throws {
    piece = []
    file = try FileDescriptor.open(FilePath(path), .readOnly)
  }

  deinit {
    try? file?.close()
  }

  /// Bytes of a file that are read at once.
  private static let pieceBytes = 1 << 20

  private mutating func nextByte() throws(CSVError) -> UInt8? {
    if position == piece.count {
      guard let file else { return nil }
      do {
        piece = try unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
          count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      } catch {
        throw CSVError(line: line, problem: .unreadable(reason: "\(error)"))
      }
      position = 0
      if piece.isEmpty { return nil }
    }
    position += 1
    offset += 1
    return piece[position - 1]
  }

  /// The next record, or `nil` at the end.
  ///
  /// A last record without an end of line, or inside quotes, may have been torn off while it was
  /// written: it is returned as far as it goes, and says so.
  ///
  /// - Throws: ``CSVError``.
  package mutating func next() throws(CSVError) -> CSVRecord? {
    if offset == 0 { try skipByteOrderMark() }
    enum State { case start, plain, quoted, quoteInQuoted, carriageReturn }
    var record = CSVRecord(line: line, offset: offset)
    var state = State.start
    var cell: [UInt8] = []
    while let byte = try nextByte() {
      switch (state, byte) {
      case (.quoted, Self.quote): state = .quoteInQuoted
      case (.quoted, _):
        if byte == Self.lineFeed { line += 1 }
        cell.append(byte)
      case (.carriageReturn, Self.lineFeed), (.start, Self.lineFeed), (.plain, Self.lineFeed),
        (.quoteInQuoted, Self.lineFeed):
        line += 1
        if record.cells.isEmpty && cell.isEmpty && state != .quoteInQuoted {
          record = CSVRecord(line: line, offset: offset)
          state = .start
          continue
        }
        try record.append(&cell)
        record.isWhole = true
        record.end = offset
        return record
      case (.carriageReturn, _): throw CSVError(line: line, problem: .strayCarriageReturn)
      case (_, Self.carriageReturn): state = .carriageReturn
      case (_, Self.comma):
        try record.append(&cell)
        state = .start
      case (.start, Self.quote): state = .quoted
      case (.quoteInQuoted, Self.quote):
        cell.append(byte)
        state = .quoted
      case (.quoteInQuoted, _): throw CSVError(line: line, problem: .textAfterQuotes)
      case (.plain, Self.quote): throw CSVError(line: line, problem: .quoteInText)
      default:
        cell.append(byte)
        state = .plain
      }
    }
    if record.cells.isEmpty && cell.isEmpty && state == .start { return nil }
    // Drop an incomplete UTF-8 sequence.
    try? record.append(&cell)
    record.end = offset
    return record
  }

  private mutating func skipByteOrderMark() throws(CSVError) {
    var start: [UInt8] = []
    for expected in Self.byteOrderMark {
      guard let byte = try nextByte() else { break }
      start.append(byte)
      if byte != expected { break }
    }
    guard start != Self.byteOrderMark else { return }
    piece.replaceSubrange(..<position, with: start)
    position = 0
    offset = 0
  }

  /// U+FEFF.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

/// One record of a CSV text.
package struct CSVRecord: Hashable, Sendable {
  /// The cells, without their quotes.
  package fileprivate(set) var cells: [String] = []
  /// The line on which it begins, from 1.
  package let line: Int
  /// Whether its end of line is there.
  package fileprivate(set) var isWhole = false
  /// The byte of the text at which it begins.
  package let offset: Int
  /// The byte of the text behind it, its end of line included.
  package fileprivate(set) var end: Int

  fileprivate init(line: Int, offset: Int) {
    self.line = line
    self.offset = offset
    end = offset
  }

  fileprivate mutating func append(_ cell: inout [UInt8]) throws(CSVError) {
    guard let text = String(validating: cell, as: UTF8.self) else {
      throw CSVError(line: line, problem: .notUTF8)
    }
    cells.append(text)
    cell.removeAll(keepingCapacity: true)
  }
}

/// Why a text is no CSV.
package struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package enum Problem: Hashable, Sendable {
    /// The system does not read it.
    case unreadable(reason: String)
    /// A byte belongs to no character.
    case notUTF8
    /// A carriage return outside quotes does not end a line.
    case strayCarriageReturn
    /// A quote stands inside a cell that has none around it.
    case quoteInText
    /// Something stands between a cell's closing quote and the next comma.
    case textAfterQuotes
  }

  /// The line, from 1.
  package let line: Int
  /// What is wrong.
  package let problem: Problem

  /// One clear sentence without a full stop.
  package var description: String {
    switch problem {
    case .unreadable(let reason): "it cannot be read: \(reason)"
    case .notUTF8: "this is not UTF-8 text"
    case .strayCarriageReturn: "a carriage return ends no line here"
    case .quoteInText: "a quote stands inside a cell without quotes around it"
    case .textAfterQuotes: "something follows a cell's closing quote"
    }
  }
}
