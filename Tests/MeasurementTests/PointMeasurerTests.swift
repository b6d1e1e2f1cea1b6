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
    seed: 5, sampling: Sampling(samples: 7, rounds: 1), cacheBytes: 1 << 16)

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
    let accounts = await measurer().takeAccounts(
      of: Strategies.all, at: point, freeBytes: 1 << 30)
    #expect(accounts.map(\.strategy.name) == Strategies.all.map(\.name))
    for outcome in accounts {
      let memory = outcome.strategy.memory(point.workload)
      let accounts = try #require(outcome.accounts)
      #expect(accounts.peakBytes == memory.peakBytes)
      #expect(accounts.savedBytes == memory.savedBytes)
      #expect(accounts.phiBytes == memory.phiBytes)
    }
    let sessions = await measurer().takeSession(of: Strategies.all, at: point, round: 1)
    #expect(sessions.map(\.strategy.name) == Strategies.all.map(\.name))
    for outcome in sessions {
      let session = try #require(outcome.session)
      #expect(session.samples == 7)
      #expect(session.ratioTo == Strategy(Strategies.all[0]))
      #expect(session.times.times[.step] > 0)
      #expect(session.yardsticks.product > 0 && session.yardsticks.copy > 0)
    }
    #expect(sessions[0].session?.times.ratioToFirst == 1)
  }

  /// A session whose budget a step would eat up prepares the blocks of memory that the step needs.
  @Test(arguments: Precision.allCases, [1, 2])
  func aLargeStepIsNotDoneForTheWarmUp(precision: Precision, threads: Int) async throws {
    let point = try point(precision, threads: threads)
    let sampling = Sampling(samples: 2, rounds: 1, budget: .nanoseconds(1))
    let session = sampling.session(inRound: 1)
    #expect(WarmUp.isShort(point.workload, by: Strategies.all, within: session.budget))
    #expect(!WarmUp.isShort(point.workload, by: Strategies.all, within: .seconds(1)))
    let measurer = PointMeasurer(
      settings: PointSettings(seed: 5, sampling: sampling, cacheBytes: 1 << 16)
    ) { try $0.perform() }
    let accounts = await measurer.takeAccounts(
      of: Strategies.all, at: point, freeBytes: 1 << 30)
    let blocks = accounts.reduce(into: [:]) {
      $0.merge($1.accounts?.blocks ?? [:], uniquingKeysWith: max)
    }
    #expect(!blocks.isEmpty)
    let outcomes = await measurer.takeSession(
      of: Strategies.all, at: point, round: 1, blocks: blocks)
    #expect(outcomes.map { $0.session?.samples } == Strategies.all.map { _ in 2 })
  }

  /// Ratios then refer to the next strategy.
  @Test func aFirstStrategyThatCannotBeCountedIsNoReference() async throws {
    let measurer = measurer { task in
      task.strategies == ["cached"] ? .failed("no memory for φ") : nil
    }
    let point = try point()
    let accounts = await measurer.takeAccounts(
      of: Strategies.all, at: point, freeBytes: 1 << 30)
    let others = Array(Strategies.all.dropFirst())
    #expect(accounts.map(\.status) == [.failed] + others.map { _ in .ok })
    #expect(accounts[0].message == "no memory for φ")
    #expect(accounts[0].accounts == nil)
    let sessions = await measurer.takeSession(of: others, at: point, round: 1)
    #expect(sessions.map { $0.session?.ratioTo } == others.map { _ in Strategy(others[0]) })
    #expect(sessions[0].session?.times.ratioToFirst == 1)
  }

  /// Where turns fail every strategy that can be timed by itself is, and says so.
  @Test func strategiesThatFailTogetherAreTimedApart() async throws {
    let measurer = measurer { task in
      task.strategies.contains("cached") ? .failed("no memory for φ") : nil
    }
    let outcomes = await measurer.takeSession(of: Strategies.all, at: try point(), round: 1)
    let others = Strategies.all.dropFirst()
    #expect(outcomes.map(\.status) == [.failed] + others.map { _ in .ok })
    #expect(outcomes.map(\.message) == ["no memory for φ"] + others.map { _ in "" })
    #expect(outcomes[0].session == nil)
    for outcome in outcomes.dropFirst() {
      let session = try #require(outcome.session)
      #expect(session.ratioTo == Strategy(outcome.strategy))
      #expect(session.disturbances.contains(.apart(reason: "no memory for φ")))
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
        .takeAccounts(of: [Recomputed()], at: point, freeBytes: 1 << 30)
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
    let outcomes = await measurer.takeAccounts(of: [cached, tiled], at: point, freeBytes: free)
    #expect(outcomes.map(\.status) == [.skipped, .ok])
    #expect(
      outcomes[0].message
        == "needs \(inputs + most) bytes, but \(free) are free, of which \(least) go to tiled, "
        + "whose buffers stay while all take turns")
    let none = await measurer.takeAccounts(of: [cached], at: point, freeBytes: most)
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
    let outcomes = await measurer.takeAccounts(
      of: [Cached()], at: try Self.point(), freeBytes: .max)
    #expect(outcomes[0].hardwareFLOPs?.flops == flops)
  }

  private static func point() throws -> Point {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 9, b: 7, dOut: 5, h: 3)
    return Point(layer: "", workload: Workload(geometry: geometry))
  }
}
