import Convolution

/// What a step executed by the instruction, beside what its formula says.
package struct Surplus: Hashable, Sendable, Encodable {
  /// FLOPs executed, whatever became of their results.
  package let executed: Int
  /// FLOPs by the strategy's formula.
  package let formula: Int
  /// FLOPs that OpenBLAS adds by its contract: `BackwardStrategy.contractFLOPs(_:)`.
  package let contract: Int

  /// What neither explains: what a kernel of OpenBLAS adds of its own, and lanes beyond a matrix's edge.
  /// Below 0 where a kernel begins each sum with its first product, instead of adding that to 0.
  package var rest: Int { executed - formula - contract }

  /// The rest as a part of what was executed.
  package var share: Double { executed == 0 ? 0 : Double(rest) / Double(executed) }
}

extension Surplus {
  /// The surplus of some FLOPs executed by a strategy.
  package init(executed: Int, by strategy: any BackwardStrategy, at workload: Workload) {
    self.init(
      executed: executed, formula: strategy.formula(Operation.step, workload)?.flops ?? 0,
      contract: strategy.contractFLOPs(workload))
  }

  /// All of several.
  package static func sum(_ surpluses: some Sequence<Surplus>) -> Surplus {
    surpluses.reduce(Surplus(executed: 0, formula: 0, contract: 0)) {
      Surplus(
        executed: $0.executed + $1.executed, formula: $0.formula + $1.formula,
        contract: $0.contract + $1.contract)
    }
  }
}
