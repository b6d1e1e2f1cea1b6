import Convolution
import Measurement

/// What one row says of an operation; of a step its bytes, too.
package struct OperationMeasurement: Sendable {
  /// The bytes of a step.
  package struct Bytes: Hashable, Sendable {
    /// Most bytes of φ that were live.
    package let phi: Int?
    /// Bytes kept from forward to backward.
    package let saved: Int?
    /// Most bytes live beyond the step's inputs.
    package let peak: Int?
    /// The same by the file's own formula.
    package let peakFormula: Int?
  }

  package let operation: Operation
  /// The line on which the row begins, from 1.
  package let line: Int
  /// Seconds, above 0: the median, and its interval where it encloses the median.
  package let time: Estimate?
  /// The time in yardsticks of the same sessions; `nil` where these were not timed.
  package let relativeTime: Estimate?
  /// The sessions behind the time; `nil` in files without sessions.
  package let sessions: Int?
  /// What intervals are built over: sessions, or the samples of a file without them.
  package let units: Int?
  /// Floating-point operations executed.
  package let flops: Int?
  /// The same by the file's own formula.
  package let flopsFormula: Int?
  /// The same by the instruction, where an emulator counted it.
  package let executedFLOPs: Int?
  /// Elements moved.
  package let elements: Int?
  /// The same by the file's own formula.
  package let elementsFormula: Int?
  /// The width of tiles that the row names.
  let tileColumns: Int?
  /// A step's bytes; `nil` for other operations.
  package let bytes: Bytes?

  /// What a row says, without a time that cannot be one; `note` is told what is left out.
  init(_ row: RecordedRow, _ note: (DatasetIssue.Kind) -> Void) {
    operation = row.operation
    line = row.line
    time = row.status == .ok ? Self.time(row, note) : nil
    relativeTime = time == nil ? nil : row.relativeTime
    sessions = row.sessions
    units = row.sessions ?? row.samples
    (flops, flopsFormula) = (row.flops, row.flopsFormula)
    executedFLOPs = row.flopsHardwareBy == .qemu ? row.flopsHardware : nil
    (elements, elementsFormula) = (row.elements, row.elementsFormula)
    tileColumns = row.tileColumnsUsed
    bytes =
      row.operation == .step
      ? Bytes(
        phi: row.phiBytes, saved: row.savedBytes, peak: row.peakBytes,
        peakFormula: row.peakBytesFormula) : nil
  }

  private static func time(
    _ row: RecordedRow, _ note: (DatasetIssue.Kind) -> Void
  ) -> Estimate? {
    guard let time = row.time else {
      note(.untimed)
      return nil
    }
    guard time.median > 0 else {
      note(.timeNotPositive)
      return nil
    }
    if time.low == nil || time.high == nil {
      note(.timeWithoutInterval)
    } else if !time.isEnclosed {
      note(.timeNotEnclosed)
    }
    return time.sound
  }
}

extension Estimate {
  /// Whether there is an interval above 0 that holds the median.
  var isEnclosed: Bool {
    guard let low, let high else { return false }
    return low > 0 && low <= median && median <= high
  }

  /// The same without an interval that does not enclose the median.
  var sound: Estimate { isEnclosed ? self : Estimate(median: median) }
}
