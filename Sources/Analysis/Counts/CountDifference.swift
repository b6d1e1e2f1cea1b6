import Convolution
import Measurement
import Results

/// A count that is not as its formula says.
package struct CountDifference: Sendable, Encodable {
  /// The row.
  package let row: RowReference
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
  /// The formula, computed from the row's point; `nil` where the strategy has no such operation.
  package let formula: Int?
  /// The formula as the file names it, where it does.
  package let named: Int?

  init(
    _ step: StepMeasurement, _ row: OperationMeasurement, _ column: CountColumn, measured: Int,
    formula: Int?, named: Int?
  ) {
    self.row = RowReference(file: step.file, line: row.line)
    point = step.point.label
    strategy = step.strategy
    operation = row.operation
    self.column = column
    self.measured = measured
    self.formula = formula
    self.named = named
  }
}
