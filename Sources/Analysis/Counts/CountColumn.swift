import Convolution
import Results

/// A column of exact numbers, with its formula.
package enum CountColumn: String, CaseIterable, Hashable, Sendable, Codable {
  /// Floating-point operations.
  case flops
  /// Elements moved.
  case elements
  /// Most bytes of φ live in a step.
  case phiBytes = "phi_bytes"
  /// Bytes kept from forward to backward.
  case savedBytes = "saved_bytes"
  /// Most bytes live in a step.
  case peakBytes = "peak_bytes"

  /// What a row says.
  func measured(_ row: RecordedRow) -> Int? {
    switch self {
    case .flops: row.flops
    case .elements: row.elements
    case .phiBytes: row.phiBytes
    case .savedBytes: row.savedBytes
    case .peakBytes: row.peakBytes
    }
  }

  /// What the file itself says that it should be, where it does.
  func named(_ row: RecordedRow) -> Int? {
    switch self {
    case .flops: row.flopsFormula
    case .elements: row.elementsFormula
    case .peakBytes: row.peakBytesFormula
    case .phiBytes, .savedBytes: nil
    }
  }

  /// What it should be; `nil` where the row has no such count: its point has no such operation, or
  /// bytes are not of a whole step.
  func formula(
    _ row: RecordedRow, _ workload: Workload, _ strategy: any BackwardStrategy
  ) -> Int? {
    switch self {
    case .flops: return strategy.formula(row.operation, workload)?.flops
    case .elements: return strategy.formula(row.operation, workload)?.elements
    case _ where row.operation != .step: return nil
    case .phiBytes: return strategy.memory(workload).phiBytes
    case .savedBytes: return strategy.memory(workload).savedBytes
    case .peakBytes: return strategy.memory(workload).peakBytes
    }
  }
}
