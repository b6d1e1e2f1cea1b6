import Convolution
import Measurement

/// One row of the CSV: an operation of a strategy at a point, as it is written and read back.
///
/// What was not measured, or does not apply, is `nil`.
public struct RecordedRow: Hashable, Sendable {
  /// The line of the file on which it begins, from 1; 0 for a row that was not read from one.
  public var line = 0
  /// Where.
  public let point: Point
  /// The strategy's name; another program's own, where one writes the same columns.
  public let strategy: String
  /// Which operation; the only row of a strategy without times is its `step`.
  public let operation: Operation
  /// What became of the strategy at the point.
  public let status: StrategyOutcome.Status
  /// Why there is no time.
  public var message: String?

  /// Seconds: the median of the samples.
  public var timeMedian: Double?
  /// Seconds: the lower end of the median's 95 % interval.
  public var timeLow: Double?
  /// Seconds: the upper end of the median's 95 % interval.
  public var timeHigh: Double?
  /// Steps behind the median.
  public var samples: Int?
  /// Why sampling ended.
  public var endedBy: Sampling.End?
  /// A step's time as a part of ``ratioTo``'s: the median over the pairs.
  public var ratioMedian: Double?
  /// The lower end of the ratio's 95 % interval.
  public var ratioLow: Double?
  /// The upper end of the ratio's 95 % interval.
  public var ratioHigh: Double?
  /// The strategy that the ratio refers to.
  public var ratioTo: String?

  /// Floating-point operations that were executed.
  public var flops: Int?
  /// The same by formula.
  public var flopsFormula: Int?
  /// Elements that were moved.
  public var elements: Int?
  /// The same by formula.
  public var elementsFormula: Int?
  /// FLOPs of a step as the processor's counters saw them.
  public var flopsHardware: Int?
  /// How ``flops`` was counted: `blas_calls`, `loop_trips` or `sum`.
  public var flopsSource: String?

  /// The most bytes of φ that were live in a step.
  public var phiBytes: Int?
  /// Bytes that a step kept from forward to backward.
  public var savedBytes: Int?
  /// The most bytes that were live in a step beyond its inputs.
  public var peakBytes: Int?
  /// The same by formula.
  public var peakBytesFormula: Int?
  /// Of ``peakBytes``, scratch of the workers.
  public var workspaceBytes: Int?
  /// Of ``peakBytes``, the layer's output and the choices that make P_pool.
  public var activationBytes: Int?
  /// Of ``peakBytes``, Δ, ∂ξ/∂W and ∂ξ/∂b.
  public var gradientBytes: Int?
  /// VmHWM of a step beyond its level before it.
  public var rssPeakBytes: Int?
  /// What a step before had left resident, OpenBLAS's own buffers above all; no part of
  /// ``rssPeakBytes``.
  public var rssOverheadBytes: Int?

  /// The machine's name among others.
  public var host: String?
  /// The processor's name.
  public var cpu: String?
  /// OpenBLAS's kernel.
  public var blasKernel: String?
  /// Who chose it: `library`, `user` or `phibench`.
  public var blasKernelBy: String?
  /// The version of the program that measured.
  public var version: String?
  /// Where Z came from: `random` or `images`.
  public var input: String?
  /// What determined all that is pseudo-random.
  public var seed: UInt64?
  /// When the point was done, as ISO 8601 writes it, UTC.
  public var timestamp: String?

  /// A row of which nothing is known yet but what it is about.
  public init(
    point: Point, strategy: String, operation: Operation, status: StrategyOutcome.Status = .ok
  ) {
    self.point = point
    self.strategy = strategy
    self.operation = operation
    self.status = status
  }

  /// Seconds that the operation took; `nil` where that was not measured.
  public var time: Estimate? {
    timeMedian.map { Estimate(median: $0, low: timeLow, high: timeHigh) }
  }

  /// A step's time as a part of ``ratioTo``'s; `nil` in rows of other operations.
  public var ratio: Estimate? {
    ratioMedian.map { Estimate(median: $0, low: ratioLow, high: ratioHigh) }
  }
}
