extension Worker {
  /// This worker's share of the panels of W, packed for S.
  func packForS<T: Scalar>(_ weight: Matrix<T>, into filters: PackedFilters<T>, workers: Int) {
    filters.packPlain(weight, panels: filters.share(of: index, workers: workers))
    endLap(as: .gemmS)
  }

  /// This worker's share of the panels of Wᵀ, packed for ΔZ.
  func packForDZ<T: Scalar>(_ weight: Matrix<T>, into filters: PackedFilters<T>, workers: Int) {
    filters.packTurned(weight, panels: filters.share(of: index, workers: workers))
    endLap(as: .gemmV)
  }

  /// σ(W ⋆ Z + b 1ᵀ), some rows of some images.
  func directS<T: Scalar>(_ kernel: CorrelationKernel<T>) { perform(.gemmS, kernel) }

  /// ∂ξ/∂W and ∂ξ/∂b, or what some rows of Δ add to them.
  func directDW<T: Scalar>(_ kernel: WeightGradientKernel<T>) { perform(.gemmDW, kernel) }

  /// ΔZ ⊙ I[Z], some rows of some images.
  func directDZ<T: Scalar>(_ kernel: CorrelationKernel<T>) { perform(.gemmV, kernel) }

  /// P_pool σ(S), of a block that a geometry describes.
  func pool<T: Scalar>(
    _ geometry: ConvolutionGeometry, s: Matrix<T>, into output: Matrix<T>, choices: Matrix<UInt16>
  ) {
    perform(.pool, PoolKernel(geometry, of: s, into: output, choices: choices))
  }

  /// Δ ← mat(vec(Δ)ᵀ P_pool), of a block that a geometry describes.
  func unpool<T: Scalar>(
    _ geometry: ConvolutionGeometry, delta: Matrix<T>, choices: Matrix<UInt16>,
    into result: Matrix<T>
  ) {
    perform(.unpool, UnpoolKernel(geometry, of: delta, choices: choices, into: result))
  }
}
