/// The rate of the fused multiply-add units: what no product can exceed.
package enum FMAPeak {
  /// Billions of FLOPs per second of one thread in single precision, with vectors as wide as the build
  /// has them, from and to registers alone; the best of some tries of a millisecond or so.
  package static func measure() -> Double {
    var best = 0.0
    for _ in 0..<20 {
      var sum: Float = 0
      let time = ContinuousClock().measure { sum = Self.sums(rounds: 20_000, factor: 0.5) }
      // Sums that nobody asked for would not be computed.
      precondition(sum.isFinite)
      let flops = 2 * 20_000 * chains * SIMD16<Float>.scalarCount
      best = max(best, Double(flops) / (time / .seconds(1)) / 1e9)
    }
    return best
  }

  /// Sums that do not depend on each other: more than units times cycles that one addition takes, and
  /// no more than there are registers.
  #if canImport(CBuiltForAVX512) || arch(arm64)
    private static let chains = 12
    private typealias Sums = InlineArray<12, SIMD16<Float>>
  #elseif canImport(CBuiltForAVX2)
    private static let chains = 5
    private typealias Sums = InlineArray<5, SIMD16<Float>>
  #else
    private static let chains = 3
    private typealias Sums = InlineArray<3, SIMD16<Float>>
  #endif

  @inline(never)
  private static func sums(rounds: Int, factor: Float) -> Float {
    let x = SIMD16<Float>(repeating: factor)
    var sums = Sums(repeating: x)
    // sum ← x + sum·x stays between 0.5 and 1.
    for _ in 0..<rounds {
      for index in sums.indices { sums[index] = Float.sum(x, ofProduct: sums[index], x) }
    }
    return sums.indices.reduce(0) { $0 + sums[$1].sum() }
  }
}
