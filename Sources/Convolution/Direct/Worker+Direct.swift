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
}
