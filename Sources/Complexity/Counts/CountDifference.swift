import Convolution
import Measurement
import Sweeps

/// A count that is not as its formula says.
public struct CountDifference: Sendable, Codable, CustomStringConvertible {
  /// The line of the file.
  public let line: Int
  /// The point in words.
  public let point: String
  /// Whose row.
  public let strategy: String
  /// Of which operation.
  public let operation: Operation
  /// Which cell.
  public let column: CountColumn
  /// What stands there.
  public let measured: Int
  /// The formula, computed from the row's point; `nil` where the point has no such operation.
  public let formula: Int?
  /// The formula as the file names it, where it does.
  public let named: Int?

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
  public var description: String {
    let formula = formula.map { "the formula gives \($0)" } ?? "the point has no such operation"
    let file = named.flatMap { $0 == self.formula ? nil : ", and the file's own \($0)" } ?? ""
    return
      "line \(line): \(column.rawValue) of \(strategy)'s \(operation.name) is \(measured), but "
      + "\(formula)\(file) (\(point))"
  }
}
