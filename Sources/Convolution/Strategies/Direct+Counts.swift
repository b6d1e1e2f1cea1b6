extension Direct {
  /// What ``Direct`` executes in one pass.
  ///
  /// With T the taps of all columns that lie inside Z (``ConvolutionGeometry/tapsInside``, channels
  /// included) and N = l·a_conv·b_conv:
  ///
  /// | operation | FLOPs                  | elements                |
  /// |-----------|------------------------|-------------------------|
  /// | `gemm_s`  | 2·d_out·T + d_out·N    |                         |
  /// | `pool`    | 0                      | k·k·d_out·l·a_out·b_out |
  /// | `unpool`  | 0                      | d_out·N                 |
  /// | `gemm_dw` | 2·d_out·T + d_out·N    |                         |
  /// | `gemm_v`  | 2·d_out·T              |                         |
  ///
  /// d_out·N is the bias in `gemm_s` and ∂ξ/∂b in `gemm_dw`; the ReLU mask in `gemm_v` has none.
  /// Where Z has few channels, `gemm_dw` takes whole filter rows, those of its taps included that lie
  /// left or right of Z.
  package func counts(_ operation: Operation, _ workload: Workload) -> OperationCounts? {
    let geometry = workload.geometry
    let products = 2 * geometry.dOut * geometry.tapsInside
    switch operation {
    case .gemmS:
      return OperationCounts(flops: products + geometry.convolvedCount, elements: nil)
    case .gemmDW:
      let taps = PackedInput(geometry).tapsExecuted
      return OperationCounts(
        flops: 2 * geometry.dOut * taps + geometry.convolvedCount, elements: nil)
    case .gemmV:
      return workload.inputGradient ? OperationCounts(flops: products, elements: nil) : nil
    case .pool, .unpool: return .pooling(operation, geometry)
    case .phi, .phiAgain, .biasReLU, .biasGradient, .col2im, .reluMask, .forward, .backward, .step:
      return nil
    }
  }
}

extension PackedInput {
  /// Taps that ∂ξ/∂W multiplies, over all columns, channels included.
  fileprivate var tapsExecuted: Int {
    guard form == .padded else { return geometry.tapsInside }
    let rows = (0..<geometry.h).reduce(0) {
      $0 + geometry.positions(meeting: $1, size: geometry.a, convolved: geometry.aConv).count
    }
    return geometry.d * geometry.l * rows * geometry.h * geometry.bConv
  }
}
