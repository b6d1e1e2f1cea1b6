extension OperationCounts {
  /// What an operation of a strategy that multiplies with φ costs in one pass, by the slides'
  /// formulas (Complexity I–V), as exact counts.
  ///
  /// With K = h·h·d, N = l·a_conv·b_conv, and k the pooling window:
  ///
  /// | operation                     | FLOPs            | elements                 |
  /// |-------------------------------|------------------|--------------------------|
  /// | `phi`, `phi_again`            | 0                | K·N                      |
  /// | `gemm_s`, `gemm_dw`, `gemm_v` | 2·d_out·K·N      |                          |
  /// | `bias_relu`, `bias_gradient`  | d_out·N          | d_out·N                  |
  /// | `pool`                        | 0                | k·k·d_out·l·a_out·b_out  |
  /// | `unpool`                      | 0                | d_out·N                  |
  /// | `col2im`                      | taps inside      | K·N                      |
  /// | `relu_mask`                   | 0                | d·a·b·l                  |
  ///
  /// Where φ(pad(Z)) is Z itself, P_φ and P_pad are the identity and V is ΔZ: neither `phi`,
  /// `phi_again` nor `col2im` exists.
  ///
  /// - Parameters:
  ///   - operation: what is counted.
  ///   - workload: the layer.
  ///   - expandsAgain: whether the backward pass expands φ once more.
  /// - Returns: the counts, or `nil` where there is no such operation, and for sums.
  static func byExpansion(
    _ operation: Operation, _ workload: Workload, expandsAgain: Bool
  ) -> OperationCounts? {
    let geometry = workload.geometry
    let expands = !geometry.phiIsInput
    let product = OperationCounts(flops: 2 * geometry.dOut * geometry.phiCount, elements: nil)
    let outputs = geometry.convolvedCount
    switch operation {
    case .phi where expands, .phiAgain where expands && expandsAgain:
      return OperationCounts(flops: 0, elements: geometry.phiCount)
    case .gemmS, .gemmDW: return product
    case .gemmV where workload.inputGradient: return product
    case .biasReLU, .biasGradient: return OperationCounts(flops: outputs, elements: outputs)
    case .pool, .unpool: return pooling(operation, geometry)
    case .col2im where workload.inputGradient && expands:
      return OperationCounts(flops: geometry.tapsInside, elements: geometry.phiCount)
    case .reluMask where workload.inputGradient:
      return OperationCounts(flops: 0, elements: geometry.inputCount)
    default: return nil
    }
  }

  /// What `pool` or `unpool` costs, by whatever strategy: comparisons are no FLOPs.
  ///
  /// - Returns: the counts, or `nil` without pooling and for any other operation.
  static func pooling(_ operation: Operation, _ geometry: ConvolutionGeometry) -> OperationCounts? {
    switch operation {
    case .pool where geometry.hasPooling:
      OperationCounts(flops: 0, elements: geometry.pool * geometry.pool * geometry.outputCount)
    case .unpool where geometry.hasPooling:
      OperationCounts(flops: 0, elements: geometry.convolvedCount)
    default: nil
    }
  }
}
