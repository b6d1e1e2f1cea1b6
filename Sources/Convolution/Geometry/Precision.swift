/// The scalar type of all tensors of a step.
package enum Precision: String, CaseIterable, Hashable, Sendable, Codable {
  /// IEEE single precision, 4 bytes.
  case float
  /// IEEE double precision, 8 bytes.
  case double

  /// Bytes of one scalar.
  package var bytes: Int {
    switch self {
    case .float: MemoryLayout<Float>.stride
    case .double: MemoryLayout<Double>.stride
    }
  }
}
