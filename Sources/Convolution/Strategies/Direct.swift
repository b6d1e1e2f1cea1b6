/// Keeps nothing of φ(pad(Z)) and expands nothing: products read Z and Δ where they lie, or blocks of them.
///
/// W is packed once per pass for all workers. S = W φ(pad(Z)) is summed tap by tap over Z itself,
/// ΔZ = Wᵀ Δ P_φ P_pad as one correlation of Δ with the filters turned round, so that there is no V,
/// and ∂ξ/∂W over blocks of Z and Δ that are packed one at a time. Taps in the padding are left out.
/// Bias and ReLU, ∂ξ/∂b and the ReLU mask are done by the way.
package struct Direct: BackwardStrategy {
  package let name = "direct"
  package let summary = "needs no φ; products read Z and Δ themselves, or blocks of them"

  /// The strategy has nothing to set.
  package init() {}

  package func memory(_ workload: Workload) -> MemoryFormula {
    let plan = DirectPlan(workload, scalarBytes: workload.precision.bytes)
    return MemoryFormula(
      workload, phiCount: 0,
      forwardWorkspaceCount: plan.filterCount + plan.sCount,
      backwardWorkspaceCount: plan.turnedFilterCount + plan.deltaCount + plan.weightGradientCount)
  }

  package func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    try crew.directForward(layer, input: input)
  }

  package func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    try crew.directBackward(layer, input: input, delta: delta, choices: saved.choices)
  }
}
