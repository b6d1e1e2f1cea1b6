import Convolution
@testable import Machine
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement

@Suite struct LevelTests {
  private static let caches = Caches(l1dBytes: 32 << 10, l2Bytes: 1 << 20, l3Bytes: 32 << 20)

  /// Five stages between half of 32 KiB, its double, half of 1 MiB, four of it, a quarter of 32 MiB, and its
  /// double, each by the logarithm.
  @Test(
    arguments: [
      (16, [0.0, 0, 0, 0, 0]), (32, [0.5, 0, 0, 0, 0]), (64, [1, 0, 0, 0, 0]),
      (512, [1, 1, 0, 0, 0]), (1024, [1, 1, 1.0 / 3, 0, 0]), (4096, [1, 1, 1, 0, 0]),
      (32768, [1, 1, 1, 1, 2.0 / 3]), (1 << 20, [1, 1, 1, 1, 1]),
    ] as [(Int, [Double])])
  func cachesAreLeftByDegrees(kibibytes: Int, stages: [Double]) {
    let found = Overflow.stages(of: kibibytes << 10, edges: Overflow.edges(Self.caches))
    #expect(zip(found, stages).allSatisfy { abs($0 - $1) < 1e-12 } && found.count == 5)
  }

  @Test func anUnknownCacheHasNoEdges() {
    #expect(Overflow.edges(Caches(l2Bytes: 1 << 20)) == [524_288, 4_194_304])
    #expect(Overflow.edges(.unknown).isEmpty)
  }

  /// A quarter of a small L3 cache is less than four times the L2 cache.
  @Test func edgesAscend() {
    let edges = Overflow.edges(Caches(l1dBytes: 32 << 10, l2Bytes: 2 << 20, l3Bytes: 8 << 20))
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
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
    let hot = Overflow(set, workers: 1, cache: .hot, caches: Self.caches)
    let cold = Overflow(set, workers: 1, cache: .cold, caches: Self.caches)
    #expect(hot.tile == [0, 0, 0, 0, 0] && hot.batch == hot.tile)
    #expect(cold.tile == hot.tile && cold.batch == [1, 1, 1, 1, 1])
  }

  /// Each of two workers has its half of the last cache.
  @Test func workersShareTheLastCache() throws {
    let geometry = try ConvolutionGeometry(l: 8, d: 64, a: 64, b: 64, dOut: 64, h: 3)
    let set = WorkingSet(.gemmS, Workload(geometry: geometry), strategy: Recomputed())
    func overflow(_ workers: Int) -> Double {
      Overflow(set, workers: workers, cache: .hot, caches: Self.caches).tile[4]
    }
    #expect(overflow(1) < overflow(2) && overflow(2) < 1)
  }
}
