extension BackwardStrategy {
  /// What an operation executes and moves in a step, by the strategy's formulas.
  ///
  /// The operations of the backward pass count R times where it is executed R times per forward
  /// pass (``Workload/reuse``). A sum adds up its parts.
  ///
  /// - Returns: the counts, or `nil` where the strategy has no such operation at the workload.
  package func formula(_ operation: Operation, _ workload: Workload) -> OperationCounts? {
    guard operation.parts.isEmpty else {
      return operation.parts.compactMap { formula($0, workload) }
        .reduce(OperationCounts(flops: 0, elements: nil), +)
    }
    let once = counts(operation, workload)
    return Operation.backward.parts.contains(operation) ? once?.times(workload.reuse) : once
  }

  /// The operations that a step of a workload has, sums included, in their order.
  package func operations(of workload: Workload) -> [Operation] {
    Operation.allCases.filter { formula($0, workload) != nil }
  }
}
