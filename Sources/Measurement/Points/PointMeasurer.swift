import Convolution
import Machine

/// Measures points by tasks, each of which may run in a process of its own.
package struct PointMeasurer: Sendable {
  /// How points are measured.
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

  /// Measures strategies at a point: counts and bytes first, each strategy by itself, then the
  /// times of all in turns.
  ///
  /// A strategy whose predicted bytes do not fit into what is free is skipped; the ones that need
  /// least are fitted in first, since buffers of all stay in place while they take turns. Where turns
  /// fail nevertheless, each strategy is timed by itself; and counts and bytes stay, whatever becomes
  /// of times.
  ///
  /// - Parameters:
  ///   - point: where.
  ///   - strategies: ratios refer to the first that could be measured.
  ///   - freeBytes: what the machine has free.
  /// - Returns: an outcome for each strategy, in their order.
  package func measure(
    _ point: Point, by strategies: [any BackwardStrategy], freeBytes: Int
  ) async -> [StrategyOutcome] {
    var outcomes = [String: StrategyOutcome]()
    var accounts = [String: StepAccounts]()
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
        accounts[strategy.name] = try await takeAccounts(of: strategy, at: point)
      } catch {
        outcomes[strategy.name] = StrategyOutcome(
          strategy: strategy, status: .failed, message: "\(error)")
      }
    }

    let timed = await takeTurns(
      strategies.compactMap { strategy in accounts[strategy.name].map { (strategy, $0) } },
      at: point)
    for outcome in timed { outcomes[outcome.strategy.name] = outcome }
    return strategies.compactMap { outcomes[$0.name] }
  }

  /// Times strategies in turns; where that fails, each by itself, so that none takes the others with it:
  /// `apart` is then why they took no turns.
  private func takeTurns(
    _ measured: [(strategy: any BackwardStrategy, accounts: StepAccounts)], at point: Point,
    apart: Disturbance? = nil
  ) async -> [StrategyOutcome] {
    guard let first = measured.first?.strategy else { return [] }
    var outcomes: [StrategyOutcome] = []
    do {
      let times = try await takeTimes(of: measured.map(\.strategy), at: point)
      for ((strategy, accounts), entry) in zip(measured, times.entries) {
        let measurement = StrategyOutcome.Measurement(
          times: entry, ratioTo: Strategy(first), samples: times.samples,
          endedBy: times.endedBy, disturbances: times.disturbances + [apart].compactMap(\.self),
          hardwareFLOPs: await hardwareFLOPs(of: strategy, at: point))
        outcomes.append(
          StrategyOutcome(
            strategy: strategy, status: .ok, accounts: accounts, measurement: measurement))
      }
    } catch  where measured.count > 1 && !Task.isCancelled {
      for each in measured {
        outcomes += await takeTurns([each], at: point, apart: .apart(reason: "\(error)"))
      }
    } catch {
      outcomes = measured.map {
        StrategyOutcome(
          strategy: $0.strategy, status: .failed, message: "\(error)", accounts: $0.accounts)
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

  private func takeAccounts(
    of strategy: any BackwardStrategy, at point: Point
  ) async throws -> StepAccounts {
    let task = PointTask(
      kind: .accounts, point: point, strategies: [Strategy(strategy)], settings: settings)
    switch try await perform(task) {
    case .accounts(let accounts) where accounts.count == 1: return accounts[0]
    case .failed(let reason): throw Refusal(.insufficient, reason)
    default: throw ChildFailure.nonsense
    }
  }

  private func takeTimes(
    of strategies: [any BackwardStrategy], at point: Point
  ) async throws -> StepTimes {
    let task = PointTask(
      kind: .times, point: point, strategies: strategies.map { Strategy($0) }, settings: settings)
    switch try await perform(task) {
    case .times(let times) where times.entries.count == strategies.count: return times
    case .failed(let reason): throw Refusal(.insufficient, reason)
    default: throw ChildFailure.nonsense
    }
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
