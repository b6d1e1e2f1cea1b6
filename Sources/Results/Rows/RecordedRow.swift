import Convolution
import Measurement

/// One row of the CSV: an operation of a strategy at a point, as it is written and read back.
///
/// What was not measured, or does not apply, is `nil`.
package struct RecordedRow: Hashable, Sendable {
  /// The line of the file on which it begins, from 1; 0 for a row that was not read from one.
  package var line = 0
  /// Where.
  package let point: Point
  /// By which strategy; or by which other program, where one writes the same columns.
  package let strategy: Strategy
  /// Which operation; the only row of a strategy without times is its `step`.
  package let operation: Operation
  /// What became of the strategy at the point.
  package let status: StrategyOutcome.Status
  /// Why there is no time.
  package var message: String?

  /// Seconds: the median of the samples.
  package var timeMedian: Double?
  /// Seconds: the lower end of the median's 95 % interval.
  package var timeLow: Double?
  /// Seconds: the upper end of the median's 95 % interval.
  package var timeHigh: Double?
  /// Steps behind the median.
  package var samples: Int?
  /// Why sampling ended.
  package var endedBy: Sampling.End?
  /// A step's time as a part of ``ratioTo``'s: the median over the pairs.
  package var ratioMedian: Double?
  /// The lower end of the ratio's 95 % interval.
  package var ratioLow: Double?
  /// The upper end of the ratio's 95 % interval.
  package var ratioHigh: Double?
  /// The strategy that the ratio refers to.
  package var ratioTo: Strategy?

  /// Floating-point operations that were executed.
  package var flops: Int?
  /// The same by formula.
  package var flopsFormula: Int?
  /// Elements that were moved.
  package var elements: Int?
  /// The same by formula.
  package var elementsFormula: Int?
  /// FLOPs of a step as the processor's counters saw them.
  package var flopsHardware: Int?
  /// How ``flops`` was counted: `blas_calls`, `loop_trips` or `sum`.
  package var flopsSource: String?

  /// The most bytes of φ that were live in a step.
  package var phiBytes: Int?
  /// Bytes that a step kept from forward to backward.
  package var savedBytes: Int?
  /// The most bytes that were live in a step beyond its inputs.
  package var peakBytes: Int?
  /// The same by formula.
  package var peakBytesFormula: Int?
  /// Of ``peakBytes``, scratch of the workers.
  package var workspaceBytes: Int?
  /// Of ``peakBytes``, the layer's output and the choices that make P_pool.
  package var activationBytes: Int?
  /// Of ``peakBytes``, Δ, ∂ξ/∂W and ∂ξ/∂b.
  package var gradientBytes: Int?
  /// VmHWM of a step beyond its level before it.
  package var rssPeakBytes: Int?
  /// What a step before had left resident, OpenBLAS's own buffers above all; no part of
  /// ``rssPeakBytes``.
  package var rssOverheadBytes: Int?

  /// The machine's name among others.
  package var host: String?
  /// The processor's name.
  package var cpu: String?
  /// OpenBLAS's kernel.
  package var blasKernel: String?
  /// Who chose it: `library`, `user` or `phibench`.
  package var blasKernelBy: String?
  /// The version of the program that measured.
  package var version: String?
  /// Columns of φ that one product spans at most; `nil` for a strategy without such tiles.
  package var tileColumnsUsed: Int?
  /// Where Z came from: `random` or `images`.
  package var input: String?
  /// What determined all that is pseudo-random.
  package var seed: UInt64?
  /// When the point was done, as ISO 8601 writes it, UTC.
  package var timestamp: String?

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

  /// A step's time as a part of ``ratioTo``'s; `nil` in rows of other operations.
  package var ratio: Estimate? {
    ratioMedian.map { Estimate(median: $0, low: ratioLow, high: ratioHigh) }
  }
}
