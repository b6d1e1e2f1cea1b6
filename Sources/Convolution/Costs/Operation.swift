/// One step of a convolution layer that is timed and counted by itself, in the order in which a
/// step executes them; the last three are sums.
package enum Operation: Int, CaseIterable, Hashable, Sendable {
  /// φ(pad(Z)) in the forward pass (4).
  case phi
  /// S = W φ.
  case gemmS
  /// σ(S + b 1ᵀ).
  case biasReLU
  /// P_pool σ(S).
  case pool
  /// Δ ← Δ P_pool (1).
  case unpool
  /// ∂ξ/∂b = Δ 1.
  case biasGradient
  /// φ(pad(Z)) once more, in the backward pass.
  case phiAgain
  /// ∂ξ/∂W = Δ φᵀ (2).
  case gemmDW
  /// V = Wᵀ Δ.
  case gemmV
  /// V P_φ P_pad (5).
  case col2im
  /// Δ ← Δ ⊙ I[Z].
  case reluMask
  /// All of the forward pass.
  case forward
  /// All of the backward pass.
  case backward
  /// Forward and backward.
  case step

  /// The name in the CSV's column `operation`.
  package var name: String {
    switch self {
    case .phi: "phi"
    case .gemmS: "gemm_s"
    case .biasReLU: "bias_relu"
    case .pool: "pool"
    case .unpool: "unpool"
    case .biasGradient: "bias_gradient"
    case .phiAgain: "phi_again"
    case .gemmDW: "gemm_dw"
    case .gemmV: "gemm_v"
    case .col2im: "col2im"
    case .reluMask: "relu_mask"
    case .forward: "forward"
    case .backward: "backward"
    case .step: "step"
    }
  }

  /// The operation of a name in the CSV.
  package init?(name: String) {
    guard let operation = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = operation
  }

  /// The operations that are executed, not summed.
  package static let executed = allCases.filter(\.parts.isEmpty)

  /// The operations that a sum adds up; none for one that is executed itself.
  package var parts: [Operation] {
    switch self {
    case .forward: [.phi, .gemmS, .biasReLU, .pool]
    case .backward: [.unpool, .biasGradient, .phiAgain, .gemmDW, .gemmV, .col2im, .reluMask]
    case .step: Self.forward.parts + Self.backward.parts
    default: []
    }
  }

  /// Whether the operation is one of the slides' matrix products, whoever computes it.
  package var isProduct: Bool { self == .gemmS || self == .gemmDW || self == .gemmV }
}

extension Operation: Codable {
  /// Decodes the name that the CSV has.
  ///
  /// - Throws: a `DecodingError` where no operation has this name.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let operation = Operation(name: name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "there is no operation '\(name)'")
    }
    self = operation
  }

  /// Encodes the name that the CSV has.
  ///
  /// - Throws: what the encoder throws.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

/// One value for every ``Operation``.
package struct PerOperation<Value> {
  private var values: [Value]

  private enum CodingKeys: String, CodingKey {
    case values
  }

  /// The same value for all.
  package init(repeating value: Value) {
    values = Array(repeating: value, count: Operation.allCases.count)
  }

  /// The value of one operation.
  package subscript(operation: Operation) -> Value {
    get { values[operation.rawValue] }
    set { values[operation.rawValue] = newValue }
  }
}

extension PerOperation: Sendable where Value: Sendable {}
extension PerOperation: Encodable where Value: Encodable {}

extension PerOperation: Decodable where Value: Decodable {
  /// Decodes one value for every operation.
  ///
  /// - Throws: a `DecodingError` where there are more or fewer.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    values = try container.decode([Value].self, forKey: .values)
    guard values.count == Operation.allCases.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription: "\(values.count) values for \(Operation.allCases.count) operations")
    }
  }
}
