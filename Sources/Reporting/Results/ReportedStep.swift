import Convolution
import Measurement
import Sweeps

/// What a report knows of one strategy at one point.
public struct ReportedStep: Sendable {
  /// One of a step's operations.
  public struct Part: Sendable {
    /// Which.
    public let operation: Operation
    /// Seconds, median.
    public let time: Double?
    /// Floating-point operations executed.
    public let flops: Int?
  }

  /// Where.
  public let point: Point
  /// By which strategy, or which other program.
  public let strategy: String
  /// Its row of the whole step.
  public let source: RowReference
  /// Whether there is a measurement.
  public let status: StrategyOutcome.Status
  /// Why there is none.
  public let message: String?
  /// Seconds of the step.
  public let time: Estimate?
  /// Its time as a multiple of ``ratioTo``'s, taken pair by pair.
  public let ratio: Estimate?
  /// The strategy that the ratio refers to.
  public let ratioTo: String?
  /// Bytes kept from forward to backward.
  public let savedBytes: Int?
  /// Most bytes live beyond the step's inputs.
  public let peakBytes: Int?
  /// Its operations.
  public internal(set) var parts: [Part]

  init(_ row: RecordedRow, in file: String, parts: [Part]) {
    point = row.point
    strategy = row.strategy
    source = RowReference(file: file, line: row.line)
    status = row.status
    message = row.message
    // A step takes time: a zero is no measurement, and has no logarithm.
    time = row.time.flatMap { $0.median > 0 ? $0 : nil }
    ratio = row.ratio.flatMap { $0.median > 0 ? $0 : nil }
    ratioTo = row.ratioTo
    savedBytes = row.savedBytes
    peakBytes = row.peakBytes
    self.parts = parts
  }

  /// Whether the strategy is one of phibench's own, and not another program.
  public var isOwn: Bool { Strategies.named(strategy) != nil }
}

/// A row of a file, so that a figure in a text can be looked up.
public struct RowReference: Hashable, Sendable, CustomStringConvertible {
  /// The file's name without its folder.
  public let file: String
  /// The line on which the row begins, from 1.
  public let line: Int

  /// As compilers and editors write it: `file.csv:12`.
  public var description: String { "\(file):\(line)" }
}
