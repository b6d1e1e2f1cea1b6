import Results

/// A column of exact numbers, with its formula.
package enum CountColumn: String, CaseIterable, Hashable, Sendable, Encodable {
  case flops
  case elements
  /// Most bytes of φ live in a step.
  case phiBytes = "phi_bytes"
  /// Bytes kept from forward to backward.
  case savedBytes = "saved_bytes"
  /// Most bytes live in a step.
  case peakBytes = "peak_bytes"

  /// Those of a whole step alone.
  static let ofBytes: [CountColumn] = [.phiBytes, .savedBytes, .peakBytes]

  /// What a row says.
  package func measured(_ row: OperationMeasurement) -> Int? {
    switch self {
    case .flops: row.flops
    case .elements: row.elements
    case .phiBytes: row.bytes?.phi
    case .savedBytes: row.bytes?.saved
    case .peakBytes: row.bytes?.peak
    }
  }

  /// What the file itself says that it should be, where it does.
  func named(_ row: OperationMeasurement) -> Int? {
    switch self {
    case .flops: row.flopsFormula
    case .elements: row.elementsFormula
    case .peakBytes: row.bytes?.peakFormula
    case .phiBytes, .savedBytes: nil
    }
  }

  /// What it should be, by the step's point and strategy; `nil` where there is no such count: the
  /// strategy has no such operation there, or bytes are not of a whole step.
  ///
  /// A peak depends on the width of tiles: where that is unknown, the file's own formula must do.
  func formula(_ row: OperationMeasurement, of step: StepMeasurement) -> Int? {
    guard let method = step.strategy.method else { return nil }
    let workload = step.point.workload
    switch self {
    case .flops: return method.formula(row.operation, workload)?.flops
    case .elements: return method.formula(row.operation, workload)?.elements
    case _ where row.operation != .step: return nil
    case .phiBytes: return method.memory(workload).phiBytes
    case .savedBytes: return method.memory(workload).savedBytes
    case .peakBytes: return step.usedWorkload.map { method.memory($0).peakBytes } ?? named(row)
    }
  }
}
