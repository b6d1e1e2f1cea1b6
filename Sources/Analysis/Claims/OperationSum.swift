import Convolution
import Measurement
import Results

/// One operation's rows, summed up.
struct OperationSum {
  /// What is summed up.
  struct Totals {
    var flops = 0.0
    var elements = 0.0
    var time = 0.0
    /// `nil` where a time has no interval.
    var low: Double? = 0.0
    /// `nil` where a time has no interval.
    var high: Double? = 0.0

    static func + (left: Totals, right: Totals) -> Totals {
      Totals(
        flops: left.flops + right.flops, elements: left.elements + right.elements,
        time: left.time + right.time, low: sum(left.low, right.low),
        high: sum(left.high, right.high))
    }

    static func sum(_ left: Double?, _ right: Double?) -> Double? {
      left.flatMap { left in right.map { left + $0 } }
    }
  }

  let operation: Operation
  let totals: Totals
  /// Whether its elements are counted at all.
  let hasElements: Bool
  /// Bytes read and written, of φ and col2im.
  let bytes: Double?
  /// Whether all rows are in single precision.
  let isSingle: Bool
  /// Whether all rows are of one thread.
  let isOneThread: Bool

  /// Counts are the formulas': what was counted equals them, or ``CountCheck`` says so.
  init(
    _ operation: Operation, _ times: [(step: StepMeasurement, time: Estimate)],
    method: any BackwardStrategy
  ) {
    self.operation = operation
    var totals = Totals()
    var bytes = 0
    for (step, time) in times {
      guard let counts = method.formula(operation, step.point.workload) else { continue }
      totals.flops += Double(counts.flops)
      totals.elements += Double(counts.elements ?? 0)
      totals.time += time.median
      totals.low = Totals.sum(totals.low, time.low)
      totals.high = Totals.sum(totals.high, time.high)
      bytes += Self.bytes(operation, counts, step.point.workload) ?? 0
    }
    self.totals = totals
    hasElements = !operation.isProduct
    self.bytes = bytes > 0 ? Double(bytes) : nil
    isSingle = times.allSatisfy { $0.step.point.workload.precision == .float }
    isOneThread = times.allSatisfy { $0.step.point.workload.threads == 1 }
  }

  /// φ reads Z and writes K elements per column; col2im reads these, and reads and writes ΔZ. In the
  /// backward pass both do so R times, for which the counts are R-fold already.
  private static func bytes(
    _ operation: Operation, _ counts: OperationCounts, _ workload: Workload
  ) -> Int? {
    let image = workload.geometry.inputCount
    let images = workload.reuse * image
    guard let elements = counts.elements else { return nil }
    switch operation {
    case .phi: return workload.precision.bytes * (image + elements)
    case .phiAgain: return workload.precision.bytes * (images + elements)
    case .col2im: return workload.precision.bytes * (2 * images + elements)
    default: return nil
    }
  }
}
