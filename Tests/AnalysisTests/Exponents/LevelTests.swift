import Convolution
@testable import Machine
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement

@Suite struct LevelTests {
  private static let caches = Caches(l1dBytes: 32 << 10, l2Bytes: 1 << 20, l3Bytes: 32 << 20)

  @Test(arguments: [
    (16, "L1"), (17, "L1–L2"), (63, "L1–L2"), (64, "L2"), (512, "L2"), (600, "L2–L3"),
    (3072, "L2–L3"), (4096, "L3"), (8192, "L3"), (9216, "L3–memory"), (65536, "memory"),
  ])
  func sizesLieInsideLevelsOrAtBends(kibibytes: Int, name: String) {
    #expect(Residence(of: kibibytes << 10, caches: Self.caches).description == name)
  }

  @Test func anUnknownCacheIsPassedOver() {
    let caches = Caches(l1dBytes: nil, l2Bytes: 1 << 20, l3Bytes: nil)
    #expect(Residence(of: 1 << 10, caches: caches).description == "L2")
    #expect(Residence(of: 1 << 20, caches: caches).description == "L2–memory")
    #expect(Residence(of: 1, caches: Caches()).description == "memory")
  }

  @Test func aTileIsWhatOneTurnTouches() throws {
    let geometry = try ConvolutionGeometry(
      l: 3, d: 5, a: 9, b: 8, dOut: 7, h: 3, stride: 1, padding: 1)
    let workload = Workload(geometry: geometry, precision: .double)
    let (z, k, n) = (5 * 72, 45, 72)
    let forward = WorkingSet(.gemmS, workload, strategy: Recomputed())
    #expect(forward.tileBytes == 8 * (z + k * n + 7 * k + 7 * n))
    let backward = WorkingSet(.gemmDW, workload, strategy: Recomputed())
    #expect(backward.tileBytes == 8 * (2 * z + k * n + 2 * 7 * k + 7 * n))
    // φ that is kept lies beside V, three images at a time.
    let kept = WorkingSet(.gemmDW, workload, strategy: Cached())
    #expect(kept.tileBytes == 8 * (2 * 3 * z + 2 * k * 3 * n + 2 * 7 * k + 7 * 3 * n))
    #expect(
      kept.stepBytes == Cached().memory(workload).peakBytes + 8 * (3 * z + 7 * k + 7 * 3 * n))
    #expect(WorkingSet(.phi, workload, strategy: Cached()).tileBytes == nil)
    #expect(WorkingSet(.biasReLU, workload, strategy: Cached()).stepBytes == nil)
  }

  @Test func coldCachesLeaveTheBatchInMemory() throws {
    let geometry = try ConvolutionGeometry(l: 1, d: 2, a: 6, b: 5, dOut: 3, h: 3)
    let set = WorkingSet(.gemmDW, Workload(geometry: geometry), strategy: Recomputed())
    let hot = Residences(set, workers: 1, cache: .hot, caches: Self.caches)
    let cold = Residences(set, workers: 1, cache: .cold, caches: Self.caches)
    #expect(hot.description == "tile L1, batch L1")
    #expect(cold.description == "tile L1, batch memory")
  }

  /// Elements cost three times as much once the working set has left L2: no wrong exponent, but a
  /// bend that is shown.
  @Test func aSlowerLevelIsABendAndNoExponent() throws {
    let results = try SyntheticResults { row, cost in
      guard let strategy = row.strategy.method else { return 0 }
      let set = WorkingSet(row.operation, row.point.workload, strategy: strategy)
      let bytes = max(set.tileBytes ?? 0, set.stepBytes ?? 0)
      return (bytes > 768 << 10 ? 3e-9 : 1e-9) * cost
    }
    let exponents = try results.timeExponents(caches: Self.caches)
    #expect(!exponents.isEmpty && exponents.allSatisfy { $0.verdict != .fail })
    let inside = exponents.filter(\.deciding.isInsideLevel)
    #expect(inside.count > exponents.count / 4)
    for exponent in inside {
      #expect(abs(exponent.deciding.exponent.value - Double(exponent.slide)) < 1e-6)
    }
    let steps = exponents.flatMap(\.bends).map(\.unitTimeRatio)
    #expect(steps.contains { abs($0 - 3) < 1e-9 })
    #expect(steps.allSatisfy { abs($0 - 3) < 1e-9 || abs($0 - 1) < 1e-9 })
  }

  /// Across a bend fast growth is no proof, slow growth is.
  @Test(arguments: [(1.0, Verdict.pass), (2.0, .inconclusive)])
  func acrossABendOnlySlowGrowthIsJudged(excess: Double, verdict: Verdict) throws {
    var definition = SyntheticResults.axes
    definition.axes = [.init(.l, [.number(4), .number(6), .number(9)])]
    let results = try SyntheticResults(
      definition, strategies: [Recomputed()], operations: [.gemmS]
    ) { row, cost in 1e-9 * cost * (excess == 2 ? Double(row.value(.l)) : 1) }
    // Every step of these lies at the bend of so large an L2 cache.
    let caches = Caches(l1dBytes: 1 << 10, l2Bytes: 400 << 10, l3Bytes: nil)
    let exponent = try #require(try results.timeExponents(caches: caches).first)
    #expect(!exponent.fits.isEmpty && exponent.fits.allSatisfy { !$0.isInsideLevel })
    #expect(exponent.verdict == verdict)
    #expect(exponent.growth == (verdict == .pass ? .asFormula : .bent))
  }
}
