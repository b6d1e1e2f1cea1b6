/// What an operation executes and moves: by formula, or as its loops counted it.
package struct OperationCounts: Hashable, Sendable, Codable {
  /// Floating-point operations executed; a multiply-add is two.
  package var flops: Int
  /// Elements moved; nothing for a matrix product, where the word has no one meaning.
  package var elements: Int?

  /// Counts as given.
  package init(flops: Int, elements: Int?) {
    self.flops = flops
    self.elements = elements
  }

  /// The same, so many times.
  func times(_ count: Int) -> OperationCounts {
    OperationCounts(flops: count * flops, elements: elements.map { count * $0 })
  }

  /// The sum; elements are summed over the operations that have them.
  package static func + (left: OperationCounts, right: OperationCounts) -> OperationCounts {
    let elements = [left.elements, right.elements].compactMap(\.self)
    return OperationCounts(
      flops: left.flops + right.flops,
      elements: elements.isEmpty ? nil : elements.reduce(0, +))
  }
}

extension Operation {
  /// What the operation costs by the slides' formulas (Complexity I–V), as exact counts.
  ///
  /// With K = h·h·d, N = l·a_conv·b_conv, and k the pooling window:
  ///
  /// | operation                     | FLOPs            | elements                 |
  /// |-------------------------------|------------------|--------------------------|
  /// | `phi`                         | 0                | K·N                      |
  /// | `phi_again`                   | 0                | K·(columns made again)   |
  /// | `gemm_s`, `gemm_dw`, `gemm_v` | 2·d_out·K·N      |                          |
  /// | `bias_relu`, `bias_gradient`  | d_out·N          | d_out·N                  |
  /// | `pool`                        | 0                | k·k·d_out·l·a_out·b_out  |
  /// | `unpool`                      | 0                | d_out·N                  |
  /// | `col2im`                      | taps inside      | K·N                      |
  /// | `relu_mask`                   | 0                | d·a·b·l                  |
  ///
  /// Where φ(pad(Z)) is Z itself, P_φ and P_pad are the identity and V is ΔZ: neither `phi`,
  /// `phi_again` nor `col2im` exists. The operations of the backward pass count R times where it
  /// is executed R times per forward pass (``Workload/reuse``). A sum adds up its parts.
  ///
  /// - Parameters:
  ///   - workload: the layer.
  ///   - strategy: how it is worked on; it decides `phi_again` alone.
  /// - Returns: the counts, or `nil` where the workload has no such operation.
  package func formula(
    _ workload: Workload, strategy: some BackwardStrategy
  ) -> OperationCounts? {
    guard parts.isEmpty else {
      return parts.compactMap { $0.formula(workload, strategy: strategy) }
        .reduce(OperationCounts(flops: 0, elements: nil), +)
    }
    let once = formulaOfOnePass(workload, strategy: strategy)
    return Operation.backward.parts.contains(self) ? once?.times(workload.reuse) : once
  }

  private func formulaOfOnePass(
    _ workload: Workload, strategy: some BackwardStrategy
  ) -> OperationCounts? {
    let geometry = workload.geometry
    let product = 2 * geometry.dOut * geometry.phiCount
    let expands = !geometry.phiIsInput
    switch self {
    case .phi:
      return expands ? OperationCounts(flops: 0, elements: geometry.phiCount) : nil
    case .phiAgain:
      let columns = strategy.columnsExpandedAgain(workload)
      return expands && columns > 0
        ? OperationCounts(flops: 0, elements: geometry.phiRows * columns) : nil
    case .gemmS, .gemmDW:
      return OperationCounts(flops: product, elements: nil)
    case .gemmV:
      return workload.inputGradient ? OperationCounts(flops: product, elements: nil) : nil
    case .biasReLU, .biasGradient:
      let count = geometry.convolvedCount
      return OperationCounts(flops: count, elements: count)
    case .pool:
      return geometry.hasPooling
        ? OperationCounts(flops: 0, elements: geometry.pool * geometry.pool * geometry.outputCount)
        : nil
    case .unpool:
      return geometry.hasPooling
        ? OperationCounts(flops: 0, elements: geometry.convolvedCount) : nil
    case .col2im:
      return workload.inputGradient && expands
        ? OperationCounts(flops: geometry.tapsInside, elements: geometry.phiCount) : nil
    case .reluMask:
      return workload.inputGradient
        ? OperationCounts(flops: 0, elements: geometry.inputCount) : nil
    case .forward, .backward, .step:
      return nil
    }
  }
}

extension BackwardStrategy {
  /// The operations that a step of a workload has, sums included, in their order.
  package func operations(of workload: Workload) -> [Operation] {
    Operation.allCases.filter { $0.formula(workload, strategy: self) != nil }
  }
}
