import Convolution
import Measurement

/// Turns the records of a results file into rows, by the names in its header.
package struct RowReader {
  /// Names in the header that are no column of ours.
  package let unknownColumns: [String]

  /// The kind of machine that the rows so far come from; `nil` before the first.
  package private(set) var kind: MachineKind?

  private let places: [String: Int]
  private let values: [(column: Column, place: Int)]
  private let count: Int
  /// Rows of a point follow each other: the cells and the value of the last.
  private var last: (cells: [String], point: Point)?

  /// What a row is about, without which it says nothing.
  private static let required =
    [Column.strategy, .operation, .status].map(\.name)
    + PointField.values.filter(\.isNeeded).map(\.name)

  /// Reads a header.
  ///
  /// - Throws: ``ResultsFileError/Problem`` where a name that is needed is missing, or stands twice.
  package init(header: [String]) throws(ResultsFileError.Problem) {
    var places: [String: Int] = [:]
    for (place, name) in header.enumerated() {
      guard places.updateValue(place, forKey: name) == nil else { throw .columnTwice(name) }
    }
    let missing = Self.required.filter { places[$0] == nil }
    guard missing.isEmpty else { throw .columnsMissing(missing) }
    let known = Column.all
    values = known.compactMap { column in
      places[column.name].flatMap { column.read == nil ? nil : (column, $0) }
    }
    let names = Set(known.map(\.name))
    unknownColumns = header.filter { !names.contains($0) }
    self.places = places
    count = header.count
  }

  /// Whether the header has a column.
  package func has(_ column: String) -> Bool { places[column] != nil }

  /// The row of a record.
  ///
  /// - Throws: ``ResultsFileError/Problem``.
  package mutating func row(_ record: CSVRecord) throws(ResultsFileError.Problem) -> RecordedRow {
    guard record.cells.count == count else {
      throw .cells(found: record.cells.count, expected: count)
    }
    let places = places
    func cell(_ name: String) -> String { places[name].map { record.cells[$0] } ?? "" }
    guard let operation = Operation(name: cell(Column.operation.name)) else {
      throw .noOperation(cell(Column.operation.name))
    }
    let status = cell(Column.status.name)
    guard let status = StrategyOutcome.Status(rawValue: status) else {
      throw .value(column: Column.status.name, found: status, expected: "ok, skipped or failed")
    }
    var row = RecordedRow(
      point: try point(cell), strategy: Strategy(named: cell(Column.strategy.name)),
      operation: operation,
      status: status)
    row.line = record.line
    for (column, place) in values {
      let cell = record.cells[place]
      guard !cell.isEmpty, let read = column.read else { continue }
      guard read(&row, cell) else {
        throw .value(column: column.name, found: cell, expected: column.expectation)
      }
    }
    try requireOneKind(MachineKind(of: row))
    return row
  }

  /// Times of several kinds of machines do not belong together, and so one file never has them.
  private mutating func requireOneKind(_ new: MachineKind) throws(ResultsFileError.Problem) {
    if let kind, !kind.agrees(with: new) { throw .mixture(kind, new) }
    kind?.learn(from: new)
    kind = kind ?? new
  }

  private mutating func point(
    _ cell: (String) -> String
  ) throws(ResultsFileError.Problem) -> Point {
    let cells = PointField.all.map { cell($0.name) }
    if let last, last.cells == cells { return last.point }
    func value<Value>(
      _ name: String, _ expected: String, _ read: (String) -> Value?
    ) throws(ResultsFileError.Problem) -> Value {
      guard let value = read(cell(name)) else {
        throw .value(column: name, found: cell(name), expected: expected)
      }
      return value
    }
    var template = LayerTemplate.standard
    template.name = cell(PointField.layer.name)
    for parameter in Parameter.allCases {
      // What is optional and empty is as the standard layer has it.
      guard parameter.isNeeded || !cell(parameter.rawValue).isEmpty else { continue }
      template.values[parameter] = .number(
        try value(parameter.rawValue, Int.expectation) { Int(cell: $0) })
    }
    template.inputGradient = try value("input_gradient", "true or false") { Bool($0) }
    template.precision = try value("precision", "float or double") { Precision(rawValue: $0) }
    template.cache = try value("cache", "hot or cold") { CacheState(rawValue: $0) }
    let point: Point
    do throws(GeometryError) { point = try template.point() } catch { throw .point(error) }
    for field in PointField.values where field.isDerived && has(field.name) {
      guard cell(field.name) == field.value(point) else {
        throw .value(
          column: field.name, found: cell(field.name),
          expected: "\(field.value(point)), by the other sizes")
      }
    }
    last = (cells, point)
    return point
  }
}
