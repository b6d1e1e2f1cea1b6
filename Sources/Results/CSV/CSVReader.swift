import Machine
import Measurement
import SystemPackage

/// Reads a CSV text record by record: RFC 4180 in UTF-8, with CRLF or LF at the end of a line.
///
/// It holds one piece of the text at a time, so that a file may be larger than memory. Empty lines
/// are passed over, and so is the byte order mark that Excel begins a file with.
package struct CSVReader: ~Copyable {
  private var piece: [UInt8]
  private var position = 0
  private let file: FileDescriptor?
  /// What the text is called in complaints.
  let name: String

  /// The line that comes next, from 1.
  private var line = 1
  /// The bytes of the text that were read.
  private var offset = 0

  /// Reads a text in memory.
  package init(_ bytes: [UInt8], name: String = "the text") {
    piece = bytes
    file = nil
    self.name = name
  }

  /// Reads a file, and closes it at the end.
  package init(path: String) throws(Refusal) {
    piece = []
    name = path
    do { file = try .open(FilePath(path), .readOnly) } catch { throw .cannotRead(path, error) }
  }

  deinit {
    try? file?.close()
  }

  /// Bytes of a file that are read at once.
  private static let pieceBytes = 1 << 20

  private mutating func nextByte() throws(Refusal) -> UInt8? {
    if position == piece.count {
      guard let file else { return nil }
      do {
        piece = try unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
          count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      } catch {
        throw .cannotRead(name, error)
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
  package mutating func next() throws(Refusal) -> CSVRecord? {
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
        try end(&cell, of: &record)
        record.isWhole = true
        record.end = offset
        return record
      case (.carriageReturn, _): throw refusal("a carriage return ends no line here")
      case (_, Self.carriageReturn): state = .carriageReturn
      case (_, Self.comma):
        try end(&cell, of: &record)
        state = .start
      case (.start, Self.quote): state = .quoted
      case (.quoteInQuoted, Self.quote):
        cell.append(byte)
        state = .quoted
      case (.quoteInQuoted, _): throw refusal("something follows a cell's closing quote")
      case (.plain, Self.quote):
        throw refusal("a quote stands inside a cell without quotes around it")
      default:
        cell.append(byte)
        state = .plain
      }
    }
    if record.cells.isEmpty && cell.isEmpty && state == .start { return nil }
    // It may be torn off inside a character.
    record.cells.append(String(decoding: cell, as: UTF8.self))
    record.end = offset
    return record
  }

  private func end(_ cell: inout [UInt8], of record: inout CSVRecord) throws(Refusal) {
    guard let text = String(validating: cell, as: UTF8.self) else {
      let kind = record.offset == 0 && record.cells.isEmpty ? FileKind(of: cell) : nil
      let words = kind.map { "this is \($0.words); CSV in UTF-8 is read" }
      throw record.refusal(words ?? "this is not UTF-8 text", of: name)
    }
    record.cells.append(text)
    cell.removeAll(keepingCapacity: true)
  }

  private func refusal(_ problem: String) -> Refusal {
    Refusal(.data, "\(name):\(line): \(problem)")
  }

  private mutating func skipByteOrderMark() throws(Refusal) {
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
  package fileprivate(set) var end = 0

  /// A complaint about this record of a file.
  package func refusal(_ problem: String, of file: String) -> Refusal {
    Refusal(.data, "\(file):\(line): \(problem)")
  }
}
