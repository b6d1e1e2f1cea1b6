import Convolution
import Measurement
import Results

/// One operation's rows, summed up. Counts are the formulas': what was counted equals them, or
/// ``CountCheck`` says so.
struct OperationSum {
  let operation: Operation
  let flops: Double
  let elements: Double
  let time: Estimate
  /// Bytes read and written, of φ and col2im.
  let bytes: Double?

  init(
    _ operation: Operation, _ rows: [(step: StepMeasurement, time: Estimate)],
    method: any BackwardStrategy
  ) {
    self.operation = operation
    let workloads = rows.map(\.step.point.workload)
    let counts = workloads.map { method.formula(operation, $0) }
    flops = counts.reduce(0) { $0 + Double($1?.flops ?? 0) }
    elements = counts.reduce(0) { $0 + Double($1?.elements ?? 0) }
    time = .sum(rows.map(\.time))
    let bytes = zip(workloads, counts).compactMap { workload, counts in
      counts?.elements.flatMap { Self.bytes(operation, elements: $0, workload) }
    }
    self.bytes = bytes.isEmpty ? nil : Double(bytes.reduce(0, +))
  }

  /// φ reads Z and writes K elements per column; col2im reads these, and reads and writes ΔZ. In the
  /// backward pass both do so R times, for which the counts are R-fold already.
  private static func bytes(_ operation: Operation, elements: Int, _ workload: Workload) -> Int? {
    let image = workload.geometry.inputCount
    let images = workload.reuse * image
    switch operation {
    case .phi: return workload.precision.bytes * (image + elements)
    case .phiAgain: return workload.precision.bytes * (images + elements)
    case .col2im: return workload.precision.bytes * (2 * images + elements)
    default: return nil
    }
  }
}

extension Estimate {
  /// A sum whose ends assume that all terms are at one end of their intervals; without an interval
  /// where a term has none.
  static func sum(_ terms: [Estimate]) -> Estimate {
    func sum(_ ends: [Double]) -> Double? {
      ends.count == terms.count ? ends.reduce(0, +) : nil
    }
    return Estimate(
      median: terms.reduce(0) { $0 + $1.median }, low: sum(terms.compactMap(\.low)),
      high: sum(terms.compactMap(\.high)))
  }
}
