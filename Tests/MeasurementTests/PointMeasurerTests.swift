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
}
