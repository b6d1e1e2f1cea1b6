import Convolution
import Measurement
import Testing

@Suite struct PointMeasurerTests {
  @Test(arguments: [Precision.float, .double], [(1, CacheState.hot), (2, .hot), (1, .cold)])
  func everyStrategyIsMeasuredInTurn(
    precision: Precision, setting: (threads: Int, cache: CacheState)
  ) async throws {
    let geometry = try ConvolutionGeometry(
      l: 3, d: 2, a: 9, b: 7, dOut: 5, h: 3, stride: 2, padding: 1, pool: 2)
    let point = Point(
      layer: "small",
      workload: Workload(geometry: geometry, precision: precision, threads: setting.threads),
      cache: setting.cache)
    let settings = PointSettings(seed: 5, sampling: Sampling(samples: 7), cacheBytes: 1 << 16)
    let measurer = PointMeasurer(settings: settings) { try $0.perform() }
    let outcomes = await measurer.measure(point, by: Strategies.all, freeBytes: 1 << 30)
    #expect(outcomes.map(\.strategy.name) == Strategies.all.map(\.name))
    for outcome in outcomes {
      let measurement = try #require(outcome.measurement)
      #expect(measurement.samples == 7)
      #expect(measurement.end == .samples)
      #expect(measurement.times.times[.step].median > 0)
      #expect(measurement.times.times[.step].low != nil)
      let memory = outcome.strategy.memory(point.workload)
      #expect(measurement.accounts.peakBytes == memory.peakBytes)
      #expect(measurement.accounts.savedBytes == memory.savedBytes)
      #expect(measurement.accounts.phiBytes == memory.phiBytes)
    }
    #expect(outcomes[0].measurement?.times.ratioToFirst.median == 1)
  }

  /// What the one who reads it can add up.
  @Test func theReasonForSkippingSaysWhatHoldsTheMemory() async throws {
    let settings = PointSettings(seed: 5, sampling: Sampling(samples: 1), cacheBytes: 1 << 16)
    let measurer = PointMeasurer(settings: settings) { try $0.perform() }
    let point = try Self.point()
    let (cached, tiled) = (Cached(), Tiled())
    let (most, least) = (
      cached.memory(point.workload).peakBytes, tiled.memory(point.workload).peakBytes
    )
    let inputs = LayerInputs<Float>.bytes(point.workload.geometry)
    try #require(least < most)

    let free = inputs + most + least - 1
    let outcomes = await measurer.measure(point, by: [cached, tiled], freeBytes: free)
    #expect(outcomes.map(\.status) == [.skipped, .ok])
    #expect(
      outcomes[0].message
        == "needs \(inputs + most) bytes, but \(free) are free, of which \(least) go to tiled, "
        + "whose buffers stay while all take turns")
    let none = await measurer.measure(point, by: [cached], freeBytes: most)
    #expect(none[0].message == "needs \(inputs + most) bytes, but \(most) are free")
  }

  /// Counters that tell less for two steps than for one tell nothing; a negative cell would make the
  /// whole file unreadable.
  @Test(arguments: [(100, 250, 150), (100, 100, 0), (250, 100, nil)])
  func hardwareFLOPsAreNeverNegative(one: Int, two: Int, flops: Int?) async throws {
    let settings = PointSettings(seed: 5, sampling: Sampling(samples: 1), cacheBytes: 1 << 16)
    let measurer = PointMeasurer(
      settings: settings,
      countFLOPs: { task in
        if case .steps(let count) = task.kind { count == 1 ? one : two } else { nil }
      }, perform: { try $0.perform() })
    let outcomes = await measurer.measure(try Self.point(), by: [Cached()], freeBytes: .max)
    let measurement = try #require(outcomes[0].measurement)
    #expect(measurement.hardwareFLOPs == flops)
  }

  private static func point() throws -> Point {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 9, b: 7, dOut: 5, h: 3)
    return Point(layer: "", workload: Workload(geometry: geometry))
  }
}
