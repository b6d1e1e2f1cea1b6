import Convolution
import Machine
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
  init(_ path: String) throws(Refusal) {
    self.path = path
    reader = try CSVReader(path: path)
  }

  /// Reads the header.
  ///
  /// - Returns: the byte behind it; `nil` where it is torn, or not there.
  /// - Throws: `Refusal` where its columns are not ours.
  mutating func header() throws(Refusal) -> Int? {
    guard let record = try reader.next() else { return nil }
    let names = Column.all.map(\.name)
    let isOther = "\(path) has other columns than this version writes: "
    guard record.isWhole else {
      let isOurs = names.joined(separator: ",").hasPrefix(record.cells.joined(separator: ","))
      if isOurs { return nil }
      throw Refusal(.data, isOther + "its first line is not the header")
    }
    guard record.cells == names else {
      let foreign = record.cells.first { !names.contains($0) }.map { "it has '\($0)'" }
      let missing = names.first { !record.cells.contains($0) }.map { "it lacks '\($0)'" }
      throw Refusal(.data, isOther + (missing ?? foreign ?? "they come in another order"))
    }
    rows = try RowReader(record, of: path)
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
  /// - Throws: `Refusal` where another row stands there.
  mutating func next(
    label: String, strategy: String, operation: Operation?
  ) throws(Refusal) -> RecordedRow? {
    guard let record = try reader.next(), record.isWhole else { return nil }
    guard let row = try rows?.row(record) else { return nil }
    if last?.point != row.point { last = (row.point, row.point.label) }
    guard last?.label == label, row.strategy.name == strategy,
      operation == nil || row.operation == operation
    else { throw unexpected(row, label: label) }
    end = record.end
    return row
  }

  /// Requires that nothing follows but a torn row.
  mutating func requireEnd() throws(Refusal) {
    guard let record = try reader.next(), record.isWhole else { return }
    throw record.refusal("here stands a row, instead of the end", of: path)
  }

  /// What is wrong where a row stands in the place of one of a point.
  func unexpected(_ row: RecordedRow, label: String) -> Refusal {
    Refusal(
      .data,
      "\(path):\(row.line): here stands \(row.strategy), \(row.operation.name), at "
        + "\(row.point.label), instead of what comes next at \(label)")
  }
}
