import Convolution
import Measurement
import Results

/// What a report knows of one strategy at one point.
package struct ReportedStep: Sendable {
  /// One of a step's operations.
  package struct Part: Sendable {
    /// Which.
    package let operation: Operation
    /// Seconds, median.
    package let time: Double?
    /// Floating-point operations executed.
    package let flops: Int?
  }

  /// Where.
  package let point: Point
  /// By which strategy, or which other program.
  package let strategy: Strategy
  /// Its row of the whole step.
  package let source: RowReference
  /// Whether there is a measurement.
  package let status: StrategyOutcome.Status
  /// Why there is none.
  package let message: String?
  /// Seconds of the step.
  package let time: Estimate?
  /// Its time as a multiple of ``ratioTo``'s, taken pair by pair.
  package let ratio: Estimate?
  /// The strategy that the ratio refers to.
  package let ratioTo: Strategy?
  /// Bytes kept from forward to backward.
  package let savedBytes: Int?
  /// Most bytes live beyond the step's inputs.
  package let peakBytes: Int?
  /// Its operations.
  package internal(set) var parts: [Part]

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
  package var isOwn: Bool { strategy.isOwn }
}

/// A row of a file, so that a figure in a text can be looked up.
package struct RowReference: Hashable, Sendable, CustomStringConvertible {
  /// The file's name without its folder.
  package let file: String
  /// The line on which the row begins, from 1.
  package let line: Int

  /// As compilers and editors write it: `file.csv:12`.
  package var description: String { "\(file):\(line)" }
}
