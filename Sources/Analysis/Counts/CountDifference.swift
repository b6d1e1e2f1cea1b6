import Convolution
import Results

/// A count that is not as its formula says.
package struct CountDifference: Sendable, Codable, CustomStringConvertible {
  /// The line of the file.
  package let line: Int
  /// The point in words.
  package let point: String
  /// Whose row.
  package let strategy: Strategy
  /// Of which operation.
  package let operation: Operation
  /// Which cell.
  package let column: CountColumn
  /// What stands there.
  package let measured: Int
  /// The formula, computed from the row's point; `nil` where the point has no such operation.
  package let formula: Int?
  /// The formula as the file names it, where it does.
  package let named: Int?

  init(
    _ row: RecordedRow, _ column: CountColumn, measured: Int, formula: Int?, named: Int?
  ) {
    line = row.line
    point = row.point.label
    strategy = row.strategy
    operation = row.operation
    self.column = column
    self.measured = measured
    self.formula = formula
    self.named = named
  }

  /// One clear sentence without a full stop.
  package var description: String {
    let formula = formula.map { "the formula gives \($0)" } ?? "the point has no such operation"
    let file = named.flatMap { $0 == self.formula ? nil : ", and the file's own \($0)" } ?? ""
    return
      "line \(line): \(column.rawValue) of \(strategy)'s \(operation.name) is \(measured), but "
      + "\(formula)\(file) (\(point))"
  }
}
