import Convolution
import Measurement

/// One strategy at one point: the step as a whole, and its operations.
package struct StepMeasurement: Sendable {
  package let point: Point
  /// By which strategy, or which other program.
  package let strategy: Strategy
  /// The file that its rows are of.
  package let file: String
  /// Whether there is a measurement; what the last row says.
  package internal(set) var status: StrategyOutcome.Status
  /// Why there is none.
  package internal(set) var message: String?
  /// Its time as a multiple of ``ratioTo``'s, taken pair by pair.
  package internal(set) var ratio: Estimate?
  package internal(set) var ratioTo: Strategy?
  /// The workload with the width of tiles that was used, if there are tiles; `nil` where that is
  /// unknown.
  package internal(set) var usedWorkload: Workload?
  /// Its operations, sums included, in the order of the file; each once.
  package internal(set) var operations: [OperationMeasurement] = []

  init(_ row: RecordedRow, file: String) {
    point = row.point
    strategy = row.strategy
    status = row.status
    self.file = file
  }

  package subscript(operation: Operation) -> OperationMeasurement? {
    operations.first { $0.operation == operation }
  }

  /// Seconds of the step.
  package var time: Estimate? { self[.step]?.time }
  package var bytes: OperationMeasurement.Bytes? { self[.step]?.bytes }
  /// The row of the step, or of whatever operation there is.
  package var row: RowReference { row(of: .step) }

  package func row(of operation: Operation) -> RowReference {
    RowReference(file: file, line: (self[operation] ?? operations.first)?.line ?? 0)
  }
}
