import Dispatch
import Synchronization

/// The rate of the fused multiply-add units: what no product can exceed.
package enum FMAPeak {
  /// Billions of FLOPs per second of one thread in single precision, with vectors as wide as the build
  /// has them, from and to registers alone; the best of some tries of a millisecond or so.
  package static func measure() -> Double { rates().max() ?? 0 }

  /// Of all logical processors at once, each with a thread of its own: the sum of their median rates, and
  /// how many there are; `nil` where the system does not say.
  package static func measureTogether() -> (rate: Double, cores: Int)? {
    let cores = Cores()
    guard cores.count > 1 else { return nil }
    let sum = Mutex(0.0)
    let all = DispatchGroup()
    for core in 0..<cores.count {
      DispatchQueue(label: "core \(core)").async(group: all) {
        cores.bound(to: core) {
          let own = rates().sorted()
          sum.withLock { $0 += own[own.count / 2] }
        }
      }
    }
    all.wait()
    return (sum.withLock { $0 }, cores.count)
  }

  /// Of one thread, in some tries.
  private static func rates() -> [Double] {
    (0..<20).map { _ in
      var sum: Float = 0
      let time = ContinuousClock().measure { sum = Self.sums(rounds: 20_000, factor: 0.5) }
      // Sums that nobody asked for would not be computed.
      precondition(sum.isFinite)
      let flops = 2 * 20_000 * chains * SIMD16<Float>.scalarCount
      return Double(flops) / (time / .seconds(1)) / 1e9
    }
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
