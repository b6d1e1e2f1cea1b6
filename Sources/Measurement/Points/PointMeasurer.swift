import Convolution
import Machine

/// Measures points by tasks, each of which may run in a process of its own.
package struct PointMeasurer: Sendable {
  package let settings: PointSettings
  /// Whether what the free memory does not suffice for is tried nevertheless.
  private let overcommits: Bool
  private let memoryLimit: Int?
  private let perform: @Sendable (PointTask) async throws -> PointReply
  private let countFLOPs: (@Sendable (PointTask) async -> CountedFLOPs?)?

  /// A measurer with its settings.
  ///
  /// - Parameters:
  ///   - settings: how points are measured.
  ///   - overcommits: whether what the free memory does not seem to suffice for is tried.
  ///   - memoryLimit: bytes that a task's process may use; `nil` for no limit.
  ///   - countFLOPs: counts from outside what a process executes that does a task and no more;
  ///     `nil` where nobody asks.
  ///   - perform: does a task, in this process or in another.
  package init(
    settings: PointSettings, overcommits: Bool = false, memoryLimit: Int? = nil,
    countFLOPs: (@Sendable (PointTask) async -> CountedFLOPs?)? = nil,
    perform: @escaping @Sendable (PointTask) async throws -> PointReply
  ) {
    self.settings = settings
    self.overcommits = overcommits
    self.memoryLimit = memoryLimit
    self.countFLOPs = countFLOPs
    self.perform = perform
  }

  /// Takes counts and bytes, each strategy by itself: an outcome for each, in their order, of which one that is
  /// `ok` has accounts.
  ///
  /// A strategy whose predicted bytes do not fit into what is free is skipped; the ones that need
  /// least are fitted in first, since buffers of all stay in place while they take turns.
  package func takeAccounts(
    of strategies: [any BackwardStrategy], at point: Point, freeBytes: Int
  ) async -> [StrategyOutcome] {
    var outcomes = [String: StrategyOutcome]()
    let inputs = inputBytes(point)
    let room = min(freeBytes, memoryLimit ?? .max)
    var others: [(name: String, bytes: Int)] = []
    var left = room - inputs
    let needs = strategies.map { ($0, $0.memory(point.workload).peakBytes) }
    for (strategy, need) in needs.sorted(by: { $0.1 < $1.1 }) {
      guard need <= left || overcommits else {
        outcomes[strategy.name] = StrategyOutcome(
          strategy: strategy, status: .skipped,
          message: lack(of: need + inputs, in: room, others: others))
        continue
      }
      others.append((strategy.name, need))
      left -= need
      do {
        outcomes[strategy.name] = StrategyOutcome(
          strategy: strategy, status: .ok, accounts: try await accounts(of: strategy, at: point),
          hardwareFLOPs: await hardwareFLOPs(of: strategy, at: point))
      } catch {
        outcomes[strategy.name] = StrategyOutcome(
          strategy: strategy, status: .failed, message: "\(error)")
      }
    }
    return strategies.compactMap { outcomes[$0.name] }
  }

  /// Times strategies in turns, in the session of a round, which counts from 1; where that fails, each by
  /// itself, so that none takes the others with it. The steps need some blocks of memory, where they are known.
  ///
  /// Returns an outcome for each, in the order of their turns; one that is `ok` has a session, whose ratios
  /// refer to the first.
  package func takeSession(
    of strategies: [any BackwardStrategy], at point: Point, round: Int, blocks: [Int: Int] = [:]
  ) async -> [StrategyOutcome] {
    await takeTurns(
      strategies, at: point, in: .session(round: round, blocks: blocks), apart: nil)
  }

  /// Times strategies in turns; `apart` is why they take none, where they do not.
  private func takeTurns(
    _ strategies: [any BackwardStrategy], at point: Point, in session: PointTask.Kind,
    apart: Disturbance?
  ) async -> [StrategyOutcome] {
    guard let first = strategies.first else { return [] }
    var outcomes: [StrategyOutcome] = []
    do {
      let times = try await takeTimes(of: strategies, at: point, in: session)
      outcomes = zip(strategies, times.entries).map { strategy, entry in
        StrategyOutcome(
          strategy: strategy, status: .ok,
          session: StrategyOutcome.Session(
            times: entry, ratioTo: Strategy(first), samples: times.samples,
            yardsticks: times.yardsticks,
            disturbances: times.disturbances + [apart].compactMap(\.self)))
      }
    } catch  where strategies.count > 1 && !Task.isCancelled {
      for strategy in strategies {
        outcomes += await takeTurns(
          [strategy], at: point, in: session, apart: .apart(reason: "\(error)"))
      }
    } catch {
      outcomes = strategies.map {
        StrategyOutcome(strategy: $0, status: .failed, message: "\(error)")
      }
    }
    return outcomes
  }

  /// Why a strategy is skipped, and what holds the memory that it would need.
  private func lack(
    of need: Int, in room: Int, others: [(name: String, bytes: Int)]
  ) -> String {
    let reason =
      "needs \(need) bytes, but "
      + (room == memoryLimit ? "its limit is \(room)" : "\(room) are free")
    // By itself it would fit.
    guard need <= room else { return reason }
    let names = others.map(\.name).joined(separator: ", ")
    let taken = others.reduce(0) { $0 + $1.bytes }
    return reason + ", of which \(taken) go to \(names), whose buffers stay while all take turns"
  }

  private func accounts(
    of strategy: any BackwardStrategy, at point: Point
  ) async throws -> StepAccounts {
    guard case .accounts(let accounts) = try await reply(.accounts, of: [strategy], at: point),
      accounts.count == 1
    else { throw ChildFailure.nonsense }
    return accounts[0]
  }

  private func takeTimes(
    of strategies: [any BackwardStrategy], at point: Point, in session: PointTask.Kind
  ) async throws -> StepTimes {
    guard case .times(let times) = try await reply(session, of: strategies, at: point),
      times.entries.count == strategies.count
    else { throw ChildFailure.nonsense }
    return times
  }

  private func reply(
    _ kind: PointTask.Kind, of strategies: [any BackwardStrategy], at point: Point
  ) async throws -> PointReply {
    let task = PointTask(
      kind: kind, point: point, strategies: strategies.map { Strategy($0) }, settings: settings)
    return try await perform(task).succeeded()
  }

  /// A process of two steps less one of a single step, so that what both do beside cancels out;
  /// `nil` where two counted less, and so neither tells.
  package func hardwareFLOPs(
    of strategy: any BackwardStrategy, at point: Point
  ) async -> CountedFLOPs? {
    guard let countFLOPs,
      let two = await countFLOPs(.steps(2, of: strategy, at: point, settings: settings)),
      let one = await countFLOPs(.steps(1, of: strategy, at: point, settings: settings))
    else { return nil }
    return two.beyond(one)
  }

  /// Bytes of what a step is given, and of what evicts the caches.
  private func inputBytes(_ point: Point) -> Int {
    let bytes =
      switch point.workload.precision {
      case .float: LayerInputs<Float>.bytes(point.workload.geometry)
      case .double: LayerInputs<Double>.bytes(point.workload.geometry)
      }
    return point.cache == .cold ? bytes + CacheEvictor.bytes(settings.cacheBytes) : bytes
  }
}
