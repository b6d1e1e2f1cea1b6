import Glibc
import Machine
import SystemPackage

/// A CSV file that grows by whole rows: RFC 4180, UTF-8, one header line.
package struct CSVFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: String
  private let columns: [Column]
  /// Whether it can be flushed to a device: no pipe, no terminal.
  private let isRegular: Bool

  /// Creates a file with the header, which is there as a whole or not at all, and which no other process can
  /// open like this as long as it is open; with `overwrites`, in the place of a file that is there already.
  package static func create(
    _ path: String, columns: [Column] = Column.all, overwrites: Bool
  ) throws(Refusal) -> CSVFile {
    let file = try replacing(path) { () throws(Refusal) in
      try AtomicFile.create(path, overwrites: overwrites, beginningWith: header(columns).utf8)
    }
    let csv = CSVFile(file, path, columns)
    try csv.lock()
    return csv
  }

  /// Puts something into a file's place while nobody else can be at work on it: what another
  /// process has open is not to be robbed of its name.
  ///
  /// - Throws: `Refusal.inUse`, or what `body` throws.
  package static func replacing<Result>(
    _ path: String, _ body: () throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    let old = try? FileDescriptor.open(FilePath(path), .writeOnly, options: .closeOnExec)
    guard let old else { return try body() }
    let held = CSVFile(old, path, [])
    try held.lock()
    return try withExtendedLifetime(held, body)
  }

  /// Opens a file that is there to append to it; no other process can as long as it is open.
  package static func open(
    _ path: String, columns: [Column] = Column.all
  ) throws(Refusal) -> CSVFile {
    let descriptor: FileDescriptor
    do {
      descriptor = try .open(FilePath(path), .writeOnly, options: .closeOnExec)
    } catch {
      throw .cannotWrite(path, error)
    }
    let file = CSVFile(descriptor, path, columns)
    try file.lock()
    return file
  }

  private init(_ descriptor: FileDescriptor, _ path: String, _ columns: [Column]) {
    self.descriptor = descriptor
    self.path = path
    self.columns = columns
    isRegular = (try? descriptor.stat().type) == .regular
  }

  deinit {
    try? descriptor.close()
  }

  package static func header(_ columns: [Column]) -> String { line(columns.map(\.name)) }

  /// Rows as a file has them.
  package static func text(of rows: [RecordedRow], in columns: [Column]) -> String {
    rows.map { row in line(columns.map { $0.cell(row) ?? "" }) }.joined()
  }

  /// Appends rows, all in one piece and down to the device before this returns.
  ///
  /// - Throws: `Refusal`; what was written before stays, and nothing of the rows.
  package func append(_ rows: [RecordedRow]) throws(Refusal) {
    try write(Self.text(of: rows, in: columns))
  }

  /// Cuts off what stands behind a byte, and goes on from there; without a header it writes one. Returns how
  /// many bytes were cut off.
  @discardableResult
  package func cut(to end: Int) throws(Refusal) -> Int {
    let tornBytes: Int
    do {
      tornBytes = Int(try descriptor.stat().size) - end
      try descriptor.resize(to: Int64(end))
      try descriptor.seek(offset: Int64(end), from: .start)
    } catch {
      throw .cannotWrite(path, error)
    }
    try write(end == 0 ? Self.header(columns) : "")
    return tornBytes
  }

  private func write(_ text: String) throws(Refusal) {
    let start = try? descriptor.seek(offset: 0, from: .current)
    do {
      try descriptor.writeAll(text.utf8)
      // What a pipe or a terminal cannot do is no loss there.
      guard !isRegular || fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      if isRegular, let start { try? descriptor.resize(to: start) }
      throw .cannotWrite(path, error)
    }
  }

  /// Keeps other processes off, as long as the file is open.
  private func lock() throws(Refusal) {
    guard isRegular else { return }
    // Some network file systems have no locks, and then there is nothing to be done.
    if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw .inUse(path)
    }
    // Between opening and locking, another process may have put its own file here.
    guard let here = try? Stat(FilePath(path)), let own = try? descriptor.stat(),
      here.inode == own.inode, here.deviceID == own.deviceID
    else { throw .inUse(path) }
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  /// A cell as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line break.
  package static func quoted(_ cell: String) -> String {
    // Scalars, since "\r\n" is one character.
    let needsQuotes = cell.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
    }
    return needsQuotes ? "\"" + cell.escaping(["\"": "\"\""]) + "\"" : cell
  }
}
