import Convolution
import Machine
import Measurement

/// One row of the CSV: an operation of a strategy at a point, as it is written and read back.
///
/// What was not measured, or does not apply, is `nil`.
package struct RecordedRow: Hashable, Sendable {
  /// The line of the file on which it begins, from 1; 0 for a row that was not read from one.
  package var line = 0
  package let point: Point
  /// By which strategy; or by which other program, where one writes the same columns.
  package let strategy: Strategy
  /// Which operation; the only row of a strategy without times is its `step`.
  package let operation: Operation
  /// What became of the strategy at the point.
  package var status: StrategyOutcome.Status
  // What follows stands in the columns of the same names; `Column.all` says what each means.

  package var message: String?

  package var timeMedian: Double?
  package var timeLow: Double?
  package var timeHigh: Double?
  package var samples: Int?
  package var sessions: Int?
  package var relativeMedian: Double?
  package var relativeLow: Double?
  package var relativeHigh: Double?
  package var yardstickProduct: Double?
  package var yardstickCopy: Double?
  package var ratioMedian: Double?
  package var ratioLow: Double?
  package var ratioHigh: Double?
  package var ratioTo: Strategy?

  package var flops: Int?
  package var flopsFormula: Int?
  package var elements: Int?
  package var elementsFormula: Int?
  package var flopsHardware: Int?
  package var flopsHardwareBy: FLOPCounter?
  package var flopsSource: String?

  package var phiBytes: Int?
  package var savedBytes: Int?
  package var peakBytes: Int?
  package var peakBytesFormula: Int?
  package var workspaceBytes: Int?
  package var activationBytes: Int?
  package var gradientBytes: Int?
  package var rssPeakBytes: Int?
  package var rssOverheadBytes: Int?

  package var host: String?
  package var cpu: String?
  package var blasKernel: String?
  package var blasKernelBy: String?
  package var version: String?
  package var tileColumnsUsed: Int?
  package var input: String?
  package var seed: UInt64?
  package var timestamp: String?
  /// In a file of sessions: 0 where counts and bytes were taken, else the round of the session.
  package var round: Int?

  /// A row of which nothing is known yet but what it is about.
  package init(
    point: Point, strategy: Strategy, operation: Operation, status: StrategyOutcome.Status = .ok
  ) {
    self.point = point
    self.strategy = strategy
    self.operation = operation
    self.status = status
  }

  /// Seconds that the operation took; `nil` where that was not measured.
  package var time: Estimate? {
    timeMedian.map { Estimate(median: $0, low: timeLow, high: timeHigh) }
  }

  /// The time in yardsticks; `nil` where these were not timed.
  package var relativeTime: Estimate? {
    relativeMedian.map { Estimate(median: $0, low: relativeLow, high: relativeHigh) }
  }

  /// A step's time as a part of ``ratioTo``'s; `nil` in rows of other operations.
  package var ratio: Estimate? {
    ratioMedian.map { Estimate(median: $0, low: ratioLow, high: ratioHigh) }
  }
}
