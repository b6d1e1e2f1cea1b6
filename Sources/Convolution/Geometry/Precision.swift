/// The scalar type of all tensors of a step.
public enum Precision: String, CaseIterable, Hashable, Sendable, Codable {
  /// IEEE single precision, 4 bytes.
  case float
  /// IEEE double precision, 8 bytes.
  case double

  /// Bytes of one scalar.
  public var bytes: Int {
    switch self {
    case .float: MemoryLayout<Float>.stride
    case .double: MemoryLayout<Double>.stride
    }
  }
}
