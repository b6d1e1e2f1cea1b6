import Machine

/// A CSV of results, read back.
package struct ResultsFile: Sendable {
  /// The file's name, as it was given.
  package let name: String
  /// All rows, in the file's order.
  package private(set) var rows: [RecordedRow] = []
  /// Names in the header that are no column of ours; their cells were passed over.
  package let unknownColumns: [String]
  /// Whether the last line was torn off while it was written; it is none of ``rows``.
  package let isTorn: Bool
  /// The kind of machine that the rows come from; `nil` without rows.
  package let kind: MachineKind?

  package init(path: String) throws(Refusal) {
    try self.init(CSVReader(path: path))
  }

  package init(_ reader: consuming CSVReader) throws(Refusal) {
    var rows: [RecordedRow] = []
    try self.init(reader) { rows.append($0) }
    self.rows = rows
  }

  /// Reads a text with more rows than should be held at once: `body` takes each, and ``rows`` stays empty. A
  /// `Refusal` has the name and the line of the first thing that does not do.
  package init(
    _ reader: consuming CSVReader, forEachRow body: (RecordedRow) -> Void
  ) throws(Refusal) {
    name = reader.name
    guard let header = try reader.next() else { throw Refusal(.data, "\(name): the file is empty") }
    var rows = try RowReader(header, of: name)
    var isTorn = !header.isWhole
    while let record = try reader.next() {
      isTorn = !record.isWhole
      if isTorn { break }
      body(try rows.row(record))
    }
    self.isTorn = isTorn
    unknownColumns = rows.unknownColumns
    kind = rows.kind
  }
}
