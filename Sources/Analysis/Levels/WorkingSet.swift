import Convolution

/// The bytes that an operation meets again: within a tile's turn, and within a step.
///
/// A strategy works tile by tile: n columns of φ go through all operations of a pass before the
/// next n begin. What one operation hands to the next is met again after a tile's turn; what
/// belongs to the whole mini-batch is met again after a step. Those two distances decide which
/// level of the memory hierarchy serves it, whichever operation it is.
///
/// With e the bytes of a scalar, i = n ÷ (a_conv·b_conv) the images of a tile, K = h·h·d:
///
/// | pass     | a tile's turn touches                                                             |
/// |----------|-----------------------------------------------------------------------------------|
/// | forward  | e·(i·d·a·b [Z] + K·n [φ] + d_out·K [W] + d_out·n [S])                             |
/// | backward | e·(i·d·a·b [Z] + K·n [φ] + 2·d_out·K [W, ∂ξ/∂W] + d_out·n [Δ] + i·d·a·b [ΔZ]),   |
/// |          | and e·K·n [V] where φ is kept and V has a place of its own                        |
///
/// A step touches Z, W, Δ and all that it allocates.
package struct WorkingSet: Hashable, Sendable, Encodable {
  /// Bytes of a tile's turn of one worker; `nil` for an operation that meets no tile again.
  package let tileBytes: Int?
  /// Bytes of a step; `nil` for an operation that meets nothing of the mini-batch, only what the
  /// operation before it left.
  package let stepBytes: Int?

  /// The working set of an operation that the workload has.
  package init(_ operation: Operation, _ workload: Workload, strategy: any BackwardStrategy) {
    let memory = strategy.memory(workload)
    let geometry = workload.geometry
    let keepsPhi = memory.phiBytes > 0
    let (meetsTile, meetsBatch) = Self.meets(
      operation, keepsPhi: keepsPhi, pools: geometry.hasPooling)
    stepBytes =
      meetsBatch
      ? memory.peakBytes + workload.precision.bytes
        * (geometry.inputCount + geometry.weightCount + geometry.outputCount) : nil
    tileBytes =
      meetsTile
      ? Self.turnBytes(
        ofBackward: operation != .forward && !Operation.forward.parts.contains(operation),
        workload, columns: min(strategy.tileColumns(workload) ?? .max, geometry.phiColumns),
        expands: strategy.formula(.phi, workload) != nil, keepsPhi: keepsPhi) : nil
  }

  private static func turnBytes(
    ofBackward isBackward: Bool, _ workload: Workload, columns: Int, expands: Bool, keepsPhi: Bool
  ) -> Int {
    let geometry = workload.geometry
    let pixels = columns * geometry.pixelsPerImage / geometry.columnsPerImage
    let image = geometry.d * pixels
    let phi = expands ? geometry.phiRows * columns : 0
    let weights = geometry.weightCount
    let output = geometry.dOut * columns
    var count = image + phi + weights + output
    if isBackward {
      count += weights
      if workload.inputGradient { count += image + (keepsPhi ? phi : 0) }
    }
    return count * workload.precision.bytes
  }

  /// What an operation meets again: something of its tile, something of the whole mini-batch.
  private static func meets(
    _ operation: Operation, keepsPhi: Bool, pools: Bool
  ) -> (tile: Bool, batch: Bool) {
    switch operation {
    // φ that is kept has no tile that is written again, only a place in the whole.
    case .phi: (!keepsPhi, true)
    // S was just written by the product, Δ and W just read by one.
    case .biasReLU, .gemmV: (true, false)
    // Δ comes from above, or from unpooling just now.
    case .biasGradient: (pools, !pools)
    default: (true, true)
    }
  }
}
