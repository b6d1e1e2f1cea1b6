extension Crew {
  /// Adds the workers' shares of ∂ξ/∂W and ∂ξ/∂b to the first worker's, in the order of the workers, so
  /// that the result does not depend on which of them was done first; each worker adds some elements.
  ///
  /// The additions, workers − 1 of each element, belong to no operation's count: the formulas know one
  /// sum, however many workers share it. Their time is `gemm_dw`'s and that of the operation that
  /// computes ∂ξ/∂b.
  func sumShares<T: Scalar>(weight: Matrix<T>, bias: Matrix<T>, biasAs operation: Operation) {
    let workers = workload.workers
    guard workers > 1 else { return }
    forEachWorker { worker in
      weight.addShares(worker.index, of: workers)
      worker.endLap(as: .gemmDW)
      bias.addShares(worker.index, of: workers)
      worker.endLap(as: operation)
    }
  }
}

extension Matrix where Element: Scalar {
  /// Of as many shares as there are workers, side by side, adds the second, the third and so on to the
  /// first: one worker's part of the elements.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  fileprivate func addShares(_ worker: Int, of workers: Int) {
    let elements = count / workers
    let sums = unsafe base
    for share in 1..<workers {
      let terms = unsafe base + share * elements
      for index in (0..<elements).part(worker, of: workers) {
        unsafe sums[index] = sums[index] + terms[index]
      }
    }
  }
}
