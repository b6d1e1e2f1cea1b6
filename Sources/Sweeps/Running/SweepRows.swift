import Convolution
import Measurement
import Results

/// The rows of a file of results one by one, each compared with the one that should stand there.
struct SweepRows: ~Copyable {
  private let path: String
  private var reader: CSVReader
  private var rows: RowReader?
  /// Rows of a point follow each other: the last one's point, and its label.
  private var last: (point: Point, label: String)?
  /// The byte behind the last row that was read.
  private(set) var end = 0

  /// The kind of machine that the rows so far come from; `nil` before the first.
  var kind: MachineKind? { rows?.kind }

  /// Opens a file.
  ///
  /// - Throws: ``SweepFilesError``.
  init(_ path: String) throws(SweepFilesError) {
    self.path = path
    do {
      reader = try CSVReader(path: path)
    } catch {
      throw .results(
        ResultsFileError(name: path, line: nil, problem: .unreadable(reason: "\(error)")))
    }
  }

  /// Reads the header.
  ///
  /// - Returns: the byte behind it; `nil` where it is torn, or not there.
  /// - Throws: ``SweepFilesError`` where its columns are not ours.
  mutating func header() throws(SweepFilesError) -> Int? {
    guard let record = try record() else { return nil }
    let names = Column.all.map(\.name)
    guard record.isWhole else {
      let isOurs = names.joined(separator: ",").hasPrefix(record.cells.joined(separator: ","))
      if isOurs { return nil }
      throw .otherColumns(path: path, reason: "its first line is not the header")
    }
    guard record.cells == names else {
      let foreign = record.cells.first { !names.contains($0) }.map { "it has '\($0)'" }
      let missing = names.first { !record.cells.contains($0) }.map { "it lacks '\($0)'" }
      throw .otherColumns(
        path: path, reason: missing ?? foreign ?? "they come in another order")
    }
    do {
      rows = try RowReader(header: record.cells)
    } catch {
      throw .results(ResultsFileError(name: path, line: record.line, problem: error))
    }
    end = record.end
    return end
  }

  /// Reads a row.
  ///
  /// - Parameters:
  ///   - label: the point that it should be of.
  ///   - strategy: the strategy that it should be of.
  ///   - operation: the operation that it should be of; any without one.
  /// - Returns: the row; `nil` where it is torn, or not there.
  /// - Throws: ``SweepFilesError`` where another row stands there.
  mutating func next(
    label: String, strategy: String, operation: Operation?
  ) throws(SweepFilesError) -> RecordedRow? {
    guard let record = try record(), record.isWhole else { return nil }
    let row: RecordedRow?
    do {
      row = try rows?.row(record)
    } catch {
      throw .results(ResultsFileError(name: path, line: record.line, problem: error))
    }
    guard let row else { return nil }
    if last?.point != row.point { last = (row.point, row.point.label) }
    guard last?.label == label, row.strategy.name == strategy,
      operation == nil || row.operation == operation
    else { throw unexpected(row, label: label) }
    end = record.end
    return row
  }

  /// Requires that nothing follows but a torn row.
  ///
  /// - Throws: ``SweepFilesError``.
  mutating func requireEnd() throws(SweepFilesError) {
    guard let record = try record(), record.isWhole else { return }
    throw .unexpectedRow(path: path, line: record.line, found: "a row", expected: "the end")
  }

  /// What is wrong where a row stands in the place of one of a point.
  func unexpected(_ row: RecordedRow, label: String) -> SweepFilesError {
    .unexpectedRow(
      path: path, line: row.line,
      found: "\(row.strategy), \(row.operation.name), at \(row.point.label)",
      expected: "what comes next at \(label)")
  }

  private mutating func record() throws(SweepFilesError) -> CSVRecord? {
    do {
      return try reader.next()
    } catch {
      throw .results(ResultsFileError(name: path, line: error.line, problem: .noCSV(error)))
    }
  }
}
