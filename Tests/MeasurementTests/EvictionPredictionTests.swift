import Convolution
import TestFixtures
import Testing

@testable import Measurement

/// Evicting the caches before each step takes far longer than a small step, and so it is predicted.
@Suite struct EvictionPredictionTests {
  private static let session = PointTask.Kind.session(round: 1, blocks: [:])

  private func point(_ cache: CacheState) throws -> Point {
    let geometry = try ConvolutionGeometry(l: 2, d: 4, a: 10, b: 12, dOut: 16, h: 3, padding: 1)
    return Point(layer: "", workload: Workload(geometry: geometry), cache: cache)
  }

  private func limit(
    _ kind: PointTask.Kind, _ cache: CacheState, _ sampling: Sampling, cacheBytes: Int = 32 << 20
  ) throws -> Int {
    let task = PointTask(
      kind: kind, point: try point(cache), strategies: ["cached", "recomputed", "tiled"],
      settings: PointSettings(seed: 1, sampling: sampling, cacheBytes: cacheBytes))
    return try #require(task.limitSeconds)
  }

  /// Even at 24 ms for each of 3 × 10 000 evictions a child has more time than it needs.
  @Test func aColdChildHasTimeToEvict() throws {
    let sampling = Sampling(samples: 10_000)
    #expect(try limit(Self.session, .cold, sampling) > 720)
    #expect(
      try limit(Self.session, .cold, sampling, cacheBytes: 256 << 20)
        > 7 * limit(Self.session, .cold, sampling))
  }

  @Test func onlyTimedColdStepsEvict() throws {
    let sampling = Sampling(samples: 10_000)
    #expect(try limit(.accounts, .cold, sampling) == limit(.accounts, .hot, sampling))
    #expect(try limit(.steps(9), .cold, sampling) == limit(.steps(9), .hot, sampling))
    #expect(try limit(Self.session, .hot, sampling) < limit(Self.session, .cold, sampling))
  }

  @Test func shardsWeighColdPointsByTheirEvictions() throws {
    func seconds(_ cache: CacheState, samples: Int?) throws -> Double {
      PredictedTime.seconds(
        of: try point(cache), by: Strategies.all, sampling: Sampling(samples: samples))
    }
    let bytes = Double(CacheEvictor.bytes(32 << 20))
    // 1000 samples of three strategies, at 20 GB/s at most.
    let evictions = 1000 * 3 * bytes / 20e9
    #expect(try seconds(.cold, samples: 1000) > seconds(.hot, samples: 1000) + evictions)
    // The budget ends them, too.
    #expect(try seconds(.cold, samples: nil) < seconds(.hot, samples: nil) + 6)
  }
}
