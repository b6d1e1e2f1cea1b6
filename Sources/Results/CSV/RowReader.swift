import Convolution
import Machine
import Measurement

/// Turns the records of a results file into rows, by the names in its header.
package struct RowReader {
  /// Names in the header that are no column of ours.
  package let unknownColumns: [String]

  /// The kind of machine that the rows so far come from; `nil` before the first.
  package private(set) var kind: MachineKind?

  private let file: String
  private let places: [String: Int]
  private let values: [(column: Column, place: Int)]
  private let header: [String]
  /// Rows of a point follow each other: the cells and the value of the last.
  private var last: (cells: [String], point: Point)?

  /// Columns of version 0.1.0 that nothing reads any more.
  private static let retired = ["ended_by"]

  /// What a row is about, without which it says nothing.
  private static let required =
    [Column.strategy, .operation, .status].map(\.name)
    + PointField.values.filter(\.isNeeded).map(\.name)

  /// Reads a header, in which no name that is needed may be missing, and none may stand twice.
  package init(_ header: CSVRecord, of file: String) throws(Refusal) {
    var places: [String: Int] = [:]
    // Spreadsheets and pandas have columns without a name, which hold nothing of ours.
    for (place, name) in header.cells.enumerated() where !name.isEmpty {
      guard places.updateValue(place, forKey: name) == nil else {
        throw header.refusal("the column \(name) stands twice in the header", of: file)
      }
    }
    let missing = Self.required.filter { places[$0] == nil }
    guard missing.isEmpty else {
      if let separator = [";", "\t"].first(where: { header.cells[0].contains($0) }) {
        let named = separator == ";" ? "semicolons, as spreadsheets of some languages do" : "tabs"
        throw header.refusal(
          "the cells are separated by \(named); here commas separate them, and numbers have a decimal point",
          of: file)
      }
      let (columns, are) = missing.count == 1 ? ("column", "is") : ("columns", "are")
      throw header.refusal(
        "the \(columns) \(missing.joined(separator: ", ")) \(are) missing", of: file)
    }
    let known = Column.ofSessions
    values = known.compactMap { column in
      places[column.name].flatMap { column.read == nil ? nil : (column, $0) }
    }
    let names = Set(known.map(\.name)).union(Self.retired)
    unknownColumns = header.cells.filter { !$0.isEmpty && !names.contains($0) }
    self.file = file
    self.header = header.cells
    self.places = places
  }

  package mutating func row(_ record: CSVRecord) throws(Refusal) -> RecordedRow {
    guard record.cells.count == header.count else {
      throw record.refusal(
        "the row has \(record.cells.count) cells, but the header \(header.count)", of: file)
    }
    if record.cells == header {
      throw record.refusal(
        "the header stands here once more: these are two files, one behind the other, which are read one by "
          + "one", of: file)
    }
    let cells = Cells(record: record, places: places, file: file)
    let operation = cells[Column.operation.name]
    guard let operation = Operation(name: operation) else {
      throw record.refusal("operation: there is no operation '\(operation)'", of: file)
    }
    let status = try cells.value(Column.status.name, "ok, skipped or failed") {
      StrategyOutcome.Status(rawValue: $0)
    }
    var row = RecordedRow(
      point: try point(cells), strategy: Strategy(named: cells[Column.strategy.name]),
      operation: operation, status: status)
    row.line = record.line
    for (column, place) in values {
      let cell = record.cells[place]
      guard !cell.isEmpty, let read = column.read else { continue }
      guard read(&row, cell) else { throw cells.mismatch(column.name, column.expectation) }
    }
    for (name, low, high) in [
      ("time", row.timeLow, row.timeHigh), ("ratio", row.ratioLow, row.ratioHigh),
      ("time_relative", row.relativeLow, row.relativeHigh),
    ] {
      guard let low, let high, low > high else { continue }
      throw record.refusal(
        "the interval of \(name) begins at \(low), above its end, \(high)", of: file)
    }
    // Times of several kinds of machines do not belong together, and so one file never has them.
    let new = MachineKind(of: row)
    if let kind, !kind.agrees(with: new) {
      throw record.refusal(
        "this row was measured on \(new), those above on \(kind); one file holds times of one kind "
          + "of machine", of: file)
    }
    kind?.learn(from: new)
    kind = kind ?? new
    return row
  }

  private mutating func point(_ cells: Cells) throws(Refusal) -> Point {
    let texts = (PointField.all + [.count]).map { cells[$0.name] }
    if let last, last.cells == texts { return last.point }
    var template = LayerTemplate()
    template.name = cells[PointField.layer.name]
    for parameter in Parameter.allCases {
      // What is optional and empty is as the standard layer has it.
      guard parameter.isNeeded || !cells[parameter.rawValue].isEmpty else { continue }
      template.values[parameter] = .number(
        try cells.value(parameter.rawValue, Int.expectation) { Int(cell: $0) })
    }
    template.inputGradient = try cells.value("input_gradient", "true or false") {
      // TRUE and True, as spreadsheets, R and pandas write them.
      Bool($0.lowercased())
    }
    template.precision = try cells.value("precision", "float or double") {
      Precision(rawValue: $0)
    }
    template.cache = try cells.value("cache", "hot or cold") { CacheState(rawValue: $0) }
    let count = PointField.count.name
    if !cells[count].isEmpty {
      let known = Point.counts
      template.count = try cells.value(
        count, "a whole number from \(known.lowerBound) to \(known.upperBound)"
      ) { Int($0).flatMap { known.contains($0) ? $0 : nil } }
    }
    let point: Point
    do throws(GeometryError) { point = try template.point() } catch {
      throw cells.record.refusal("\(error)", of: file)
    }
    for field in PointField.values where field.isDerived && places[field.name] != nil {
      let value = field.value(point)
      guard cells[field.name] == value else {
        throw cells.mismatch(field.name, "\(value), by the other sizes")
      }
    }
    last = (texts, point)
    return point
  }

  /// The cells of a record by the names of their columns.
  private struct Cells {
    let record: CSVRecord
    let places: [String: Int]
    let file: String

    /// A cell; empty where the header has no such column.
    subscript(name: String) -> String { places[name].map { record.cells[$0] } ?? "" }

    func value<Value>(
      _ name: String, _ expected: String, _ read: (String) -> Value?
    ) throws(Refusal) -> Value {
      guard let value = read(self[name]) else { throw mismatch(name, expected) }
      return value
    }

    func mismatch(_ name: String, _ expected: String) -> Refusal {
      record.refusal(
        "\(name): '\(self[name])' is given, but this must be \(expected)\(hint(self[name]))",
        of: file)
    }

    /// How other programs write what is read otherwise here.
    private func hint(_ cell: String) -> String {
      switch cell.lowercased() {
      case "na", "n/a", "nan", "null", "none", "#n/a":
        "; what is missing is an empty cell here (R: write.csv(…, na = \"\"))"
      case let cell where cell.contains(",") && Double(cell.replacing(",", with: ".")) != nil:
        "; numbers have a decimal point here"
      case let cell where cell.contains("e+"):
        "; a spreadsheet has rounded it: save the column as numbers with all digits"
      default: ""
      }
    }
  }
}
