import Convolution
import Machine
import TestFixtures
import Testing

@testable import Measurement

@Suite struct PointMeasurerTests {
  private func point(
    _ precision: Precision = .float, threads: Int = 1, cache: CacheState = .hot
  ) throws -> Point {
    let geometry = try ConvolutionGeometry(
      l: 3, d: 2, a: 9, b: 7, dOut: 5, h: 3, stride: 2, padding: 1, pool: 2)
    return Point(
      layer: "small",
      workload: Workload(geometry: geometry, precision: precision, threads: threads), cache: cache)
  }

  private let settings = PointSettings(
    seed: 5, sampling: Sampling(samples: 7), cacheBytes: 1 << 16)

  /// What happens to a task of some strategies in place of doing it, if anything.
  private func measurer(
    memoryLimit: Int? = nil,
    refusing: @escaping @Sendable (PointTask) -> PointReply? = { _ in nil }
  ) -> PointMeasurer {
    PointMeasurer(settings: settings, memoryLimit: memoryLimit) {
      try refusing($0) ?? $0.perform()
    }
  }

  @Test(arguments: [Precision.float, .double], [(1, CacheState.hot), (2, .hot), (1, .cold)])
  func everyStrategyIsMeasuredInTurn(
    precision: Precision, setting: (threads: Int, cache: CacheState)
  ) async throws {
    let point = try point(precision, threads: setting.threads, cache: setting.cache)
    let outcomes = await measurer().measure(point, by: Strategies.all, freeBytes: 1 << 30)
    #expect(outcomes.map(\.strategy.name) == Strategies.all.map(\.name))
    for outcome in outcomes {
      let measurement = try #require(outcome.measurement)
      #expect(measurement.samples == 7)
      #expect(measurement.endedBy == .samples)
      #expect(measurement.ratioTo == Strategy(Strategies.all[0]))
      #expect(measurement.times.times[.step].median > 0)
      #expect(measurement.times.times[.step].low != nil)
      let memory = outcome.strategy.memory(point.workload)
      let accounts = try #require(outcome.accounts)
      #expect(accounts.peakBytes == memory.peakBytes)
      #expect(accounts.savedBytes == memory.savedBytes)
      #expect(accounts.phiBytes == memory.phiBytes)
    }
  }

  /// Ratios then refer to the next strategy.
  @Test func aFirstStrategyThatCannotBeMeasuredIsNoReference() async throws {
    let measurer = measurer { task in
      task.strategies == ["cached"] ? .failed("no memory for φ") : nil
    }
    let outcomes = await measurer.measure(try point(), by: Strategies.all, freeBytes: 1 << 30)
    let others = Strategies.all.dropFirst()
    #expect(outcomes.map(\.status) == [.failed] + others.map { _ in .ok })
    #expect(outcomes[0].message == "no memory for φ")
    #expect(outcomes[0].accounts == nil)
    #expect(outcomes.map { $0.measurement?.ratioTo } == [nil] + others.map { _ in "recomputed" })
    #expect(outcomes[1].measurement?.times.ratioToFirst == Estimate(of: [1, 1, 1, 1, 1, 1, 1]))
    #expect(outcomes[2].measurement?.times.ratioToFirst != Estimate(of: [1, 1, 1, 1, 1, 1, 1]))
  }

  /// Where turns fail every strategy that can be timed by itself is, and says so; the counts and
  /// bytes of the one that cannot stay.
  @Test func strategiesThatFailTogetherAreTimedApart() async throws {
    let measurer = measurer { task in
      guard case .times = task.kind else { return nil }
      return task.strategies.contains("cached") ? .failed("no memory for φ") : nil
    }
    let point = try point()
    let outcomes = await measurer.measure(point, by: Strategies.all, freeBytes: 1 << 30)
    let others = Strategies.all.dropFirst()
    #expect(outcomes.map(\.status) == [.failed] + others.map { _ in .ok })
    #expect(outcomes.map(\.message) == ["no memory for φ"] + others.map { _ in "" })
    #expect(outcomes[0].measurement == nil)
    for outcome in outcomes {
      #expect(outcome.accounts?.peakBytes == outcome.strategy.memory(point.workload).peakBytes)
    }
    for outcome in outcomes.dropFirst() {
      let measurement = try #require(outcome.measurement)
      #expect(measurement.ratioTo == Strategy(outcome.strategy))
      #expect(measurement.disturbances.contains(.apart(reason: "no memory for φ")))
    }
  }

  /// What a process may use is free at most.
  @Test func whatDoesNotFitIntoTheLimitIsSkipped() async throws {
    let point = try point()
    let need =
      LayerInputs<Float>.bytes(point.workload.geometry)
      + Recomputed().memory(point.workload).peakBytes
    for (limit, status) in [(need, StrategyOutcome.Status.ok), (need - 1, .skipped)] {
      let outcomes = await measurer(memoryLimit: limit)
        .measure(point, by: [Recomputed()], freeBytes: 1 << 30)
      #expect(outcomes.map(\.status) == [status])
      #expect(
        outcomes[0].message
          == (status == .ok ? "" : "needs \(need) bytes, but its limit is \(limit)"))
    }
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
        if case .steps(let count) = task.kind {
          CountedFLOPs(byPerf: count == 1 ? one : two)
        } else {
          nil
        }
      }, perform: { try $0.perform() })
    let outcomes = await measurer.measure(try Self.point(), by: [Cached()], freeBytes: .max)
    let measurement = try #require(outcomes[0].measurement)
    #expect(measurement.hardwareFLOPs?.flops == flops)
  }

  private static func point() throws -> Point {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 9, b: 7, dOut: 5, h: 3)
    return Point(layer: "", workload: Workload(geometry: geometry))
  }
}
