import SystemPackage

/// A CSV of results, read back.
package struct ResultsFile: Sendable {
  /// The file's name, as it was given.
  package let name: String
  /// All rows, in the file's order.
  package let rows: [RecordedRow]
  /// Names in the header that are no column of ours; their cells were passed over.
  package let unknownColumns: [String]
  /// Whether the last line was torn off while it was written; it is none of ``rows``.
  package let isTorn: Bool
  /// The kind of machine that the rows come from; `nil` without rows.
  package let kind: MachineKind?

  /// Reads a file.
  ///
  /// - Throws: ``ResultsFileError``.
  package init(path: String) throws(ResultsFileError) {
    try self.init(Self.open(path), name: path)
  }

  /// Reads a text in memory.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - name: what to call it in complaints.
  /// - Throws: ``ResultsFileError``.
  package init(csv bytes: [UInt8], name: String) throws(ResultsFileError) {
    try self.init(CSVReader(bytes), name: name)
  }

  private init(_ reader: consuming CSVReader, name: String) throws(ResultsFileError) {
    var rows: [RecordedRow] = []
    let rest = try Self.read(reader, name: name) { rows.append($0) }
    self.name = name
    self.rows = rows
    (unknownColumns, isTorn, kind) = rest
  }

  /// Rows that were read already.
  package init(
    name: String, rows: [RecordedRow], unknownColumns: [String], isTorn: Bool, kind: MachineKind?
  ) {
    self.name = name
    self.rows = rows
    self.unknownColumns = unknownColumns
    self.isTorn = isTorn
    self.kind = kind
  }

  /// Reads a file row by row, for one with more rows than should be held at once.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - body: takes each row.
  /// - Returns: the columns that are none of ours, whether a torn last line was left out, and the kind
  ///   of machine that the rows come from.
  /// - Throws: ``ResultsFileError``.
  @discardableResult
  package static func forEachRow(
    of path: String, _ body: (RecordedRow) -> Void
  ) throws(ResultsFileError) -> (unknownColumns: [String], isTorn: Bool, kind: MachineKind?) {
    try read(open(path), name: path, body)
  }

  private static func open(_ path: String) throws(ResultsFileError) -> CSVReader {
    do {
      return try CSVReader(path: path)
    } catch {
      throw ResultsFileError(name: path, line: nil, problem: .unreadable(reason: "\(error)"))
    }
  }

  private static func read(
    _ reader: consuming CSVReader, name: String, _ body: (RecordedRow) -> Void
  ) throws(ResultsFileError) -> (unknownColumns: [String], isTorn: Bool, kind: MachineKind?) {
    func located<Value>(
      _ line: Int?, _ read: () throws(ResultsFileError.Problem) -> Value
    ) throws(ResultsFileError) -> Value {
      do throws(ResultsFileError.Problem) { return try read() } catch {
        throw ResultsFileError(name: name, line: line, problem: error)
      }
    }
    func next() throws(ResultsFileError) -> CSVRecord? {
      do throws(CSVError) { return try reader.next() } catch {
        if case .unreadable(let reason) = error.problem {
          throw ResultsFileError(name: name, line: nil, problem: .unreadable(reason: reason))
        }
        throw ResultsFileError(name: name, line: error.line, problem: .noCSV(error))
      }
    }
    guard let header = try next() else {
      throw ResultsFileError(name: name, line: nil, problem: .empty)
    }
    var rows = try located(header.line) { () throws(ResultsFileError.Problem) in
      try RowReader(header: header.cells)
    }
    while let record = try next() {
      guard record.isWhole else { return (rows.unknownColumns, true, rows.kind) }
      body(
        try located(record.line) { () throws(ResultsFileError.Problem) in try rows.row(record) })
    }
    return (rows.unknownColumns, !header.isWhole, rows.kind)
  }
}
