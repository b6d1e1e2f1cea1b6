import Convolution

extension Parameter {
  /// The parameters of the slides' formulas, in the order in which they are judged.
  package static let slides: [Parameter] = [.h, .d, .dOut, .a, .b, .l]
}

extension Operation {
  /// The exponent that a parameter has in the slides' cost of the operation (Complexity I–V), where
  /// a_conv and b_conv grow as a and b.
  ///
  /// | operation                                      | cost                       |
  /// |------------------------------------------------|----------------------------|
  /// | `phi`, `phi_again`, `col2im`                   | l·h·h·d·a_conv·b_conv      |
  /// | `gemm_s`, `gemm_dw`, `gemm_v`                  | l·d_out·h·h·d·a_conv·b_conv|
  /// | `bias_relu`, `bias_gradient`, `pool`, `unpool` | l·d_out·a_conv·b_conv      |
  /// | `relu_mask`                                    | l·d·a·b                    |
  ///
  /// Sums, `forward`, `backward` and `step`, have no exponents of their own; their products' are given.
  package func slideExponent(of parameter: Parameter) -> Int {
    let (h, d, dOut) =
      switch self {
      case .phi, .phiAgain, .col2im: (2, 1, 0)
      case .gemmS, .gemmDW, .gemmV, .forward, .backward, .step: (2, 1, 1)
      case .biasReLU, .biasGradient, .pool, .unpool: (0, 0, 1)
      case .reluMask: (0, 1, 0)
      }
    return switch parameter {
    case .h: h
    case .d: d
    case .dOut: dOut
    case .a, .b, .l: 1
    default: 0
    }
  }

  /// What the slides count of the operation: its elements, of a product or a sum its FLOPs; `nil` where
  /// the workload has no such operation.
  func cost(_ workload: Workload, strategy: any BackwardStrategy) -> Int? {
    guard let counts = strategy.formula(self, workload) else { return nil }
    return parts.isEmpty ? counts.elements ?? counts.flops : counts.flops
  }

  /// The unit of ``cost(_:strategy:)``.
  package var costUnit: CostUnit { isProduct || !parts.isEmpty ? .flop : .element }
}

/// What the slides count.
package enum CostUnit: String, Hashable, Sendable, Encodable {
  /// Floating-point operations; a multiply-add is two.
  case flop = "FLOP"
  case element
}
