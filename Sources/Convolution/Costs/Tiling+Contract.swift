extension Tiling {
  /// What OpenBLAS adds to a step's products by its contract, C ← α A B + β C, with R backward passes:
  ///
  ///     2·d_out·N + R·(tiles·2·d_out·K + 2·K·N)
  ///
  /// Two for each element of each product, of S, of ∂ξ/∂W once for each tile, and of V, where that is
  /// wanted.
  var contractFLOPs: Int {
    let geometry = workload.geometry
    let products = (0..<workload.workers).reduce(0) { sum, worker in
      blocks(of: workload.images(ofWorker: worker)).reduce(sum) { $0 + tiles(of: $1).count }
    }
    let v = workload.inputGradient ? geometry.phiCount : 0
    return 2
      * (geometry.convolvedCount
        + workload.reuse * (products * geometry.weightCount + v))
  }
}
