/// The bytes of a step by formula, over its whole course.
///
/// Z, W, b and the Δ from above are there before the step and are not part of it.
package struct MemoryFormula: Hashable, Sendable {
  /// φ kept from the forward to the backward pass: what a strategy chooses to pay.
  package let phiBytes: Int
  /// Scratch of all workers in the forward pass.
  package let forwardWorkspaceBytes: Int
  /// Scratch of all workers in the backward pass.
  package let backwardWorkspaceBytes: Int
  /// The layer's output.
  package let outputBytes: Int
  /// P_pool's choices, two bytes per output, where there is pooling.
  package let choicesBytes: Int
  /// ΔZ where it is wanted, and each worker's ∂ξ/∂W and ∂ξ/∂b.
  package let gradientBytes: Int

  /// The formula of a workload whose strategy keeps and uses these elements.
  ///
  /// - Parameters:
  ///   - workload: the layer; its precision turns elements into bytes.
  ///   - phiCount: elements of φ that are kept.
  ///   - forwardWorkspaceCount: elements of scratch in forward, all workers together.
  ///   - backwardWorkspaceCount: elements of scratch in backward, all workers together.
  package init(
    _ workload: Workload, phiCount: Int, forwardWorkspaceCount: Int, backwardWorkspaceCount: Int
  ) {
    let geometry = workload.geometry
    let bytes = workload.precision.bytes
    phiBytes = phiCount * bytes
    forwardWorkspaceBytes = forwardWorkspaceCount * bytes
    backwardWorkspaceBytes = backwardWorkspaceCount * bytes
    outputBytes = geometry.outputCount * bytes
    choicesBytes = geometry.hasPooling ? geometry.outputCount * MemoryLayout<UInt16>.stride : 0
    gradientBytes =
      bytes
      * ((workload.inputGradient ? geometry.inputCount : 0)
        + workload.workers * (geometry.weightCount + geometry.dOut))
  }

  /// What lives on from the forward to the backward pass beside the output: φ kept and P_pool.
  package var savedBytes: Int { phiBytes + choicesBytes }

  /// The larger of both passes' scratch.
  package var workspaceBytes: Int { max(forwardWorkspaceBytes, backwardWorkspaceBytes) }

  /// The most that is live at once: the output and what is saved live throughout, the rest in the
  /// forward or the backward pass.
  package var peakBytes: Int {
    outputBytes + savedBytes
      + max(forwardWorkspaceBytes, gradientBytes + backwardWorkspaceBytes)
  }
}
