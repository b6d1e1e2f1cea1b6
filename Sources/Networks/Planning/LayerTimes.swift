import Convolution
import Measurement
import Results

/// What layers take by strategies, as it was measured.
package struct LayerTimes: Sendable {
  /// One layer by one strategy.
  package struct Time: Hashable, Sendable {
    /// Seconds of the forward pass.
    package let forward: Double
    /// Seconds of one backward pass.
    package let backward: Double
  }

  private struct Key: Hashable {
    let workload: Workload
    let strategy: String
  }

  private var times: [Key: Time] = [:]

  package init() {}

  /// The times that were measured in one state of the caches.
  package init(_ dataset: Dataset, cache: CacheState) {
    for step in dataset.steps where step.status == .ok && step.point.cache == cache {
      guard let forward = step[.forward]?.time, let backward = step[.backward]?.time else {
        continue
      }
      let workload = step.point.workload
      times[Key(workload: workload, strategy: step.strategy.name)] = Time(
        forward: forward.median, backward: backward.median / Double(workload.reuse))
    }
  }

  /// Measures one layer of a network by each candidate; a fully connected layer has a strategy of its
  /// own. For each strategy without a time it returns a sentence that says why.
  package mutating func measure(
    _ layer: Network.Layer, by candidates: [any BackwardStrategy], cache: CacheState,
    _ measurer: PointMeasurer, freeBytes: Int
  ) async -> [String] {
    let strategies = layer.isFullyConnected ? [Network.fullyConnectedStrategy] : candidates
    let workload = layer.workload
    let point = Point(layer: layer.name, workload: workload, cache: cache)
    func gap(_ outcome: StrategyOutcome) -> String {
      "layer '\(layer.name)' by \(outcome.strategy.name): \(outcome.message)"
    }
    let accounts = await measurer.takeAccounts(of: strategies, at: point, freeBytes: freeBytes)
    let measurable = accounts.filter { $0.status == .ok }.map(\.strategy)
    let blocks = accounts.reduce(into: [:]) {
      $0.merge($1.accounts?.blocks ?? [:], uniquingKeysWith: max)
    }
    var sessions: [StrategyOutcome] = []
    for round in 1...measurer.settings.sampling.sessions {
      sessions += await measurer.takeSession(
        of: measurable, at: point, round: round, blocks: blocks)
    }
    var gaps = accounts.filter { $0.status != .ok }.map(gap)
    for (strategy, outcomes) in sessions.grouped(by: \.strategy.name) {
      let times = outcomes.compactMap { $0.session?.times.times }
      guard !times.isEmpty else {
        gaps += outcomes.prefix(1).map(gap)
        continue
      }
      self.times[Key(workload: workload, strategy: strategy)] = Time(
        forward: Estimate(overSessions: times.map { $0[.forward] }).median,
        backward: Estimate(overSessions: times.map { $0[.backward] }).median
          / Double(workload.reuse))
    }
    return gaps
  }

  /// What a workload takes by a strategy: measured as often backwards as it wants, or else once.
  package subscript(workload: Workload, strategy: String) -> Time? {
    times[Key(workload: workload, strategy: strategy)]
      ?? times[Key(workload: workload.goingBackOnce, strategy: strategy)]
  }

  /// Seconds of a forward pass and as many backward passes as the workload wants.
  package func seconds(_ workload: Workload, _ strategy: String) -> Double? {
    self[workload, strategy].map { $0.forward + Double(workload.reuse) * $0.backward }
  }

  /// Under which other conditions a layer of the same sizes was measured; `nil` where it was not at all.
  package func conditions(_ workload: Workload) -> String? {
    func sizes(_ workload: Workload) -> [Int?] {
      NetworkDefinition.Layer.parameters.map { $0.value(of: workload) }
    }
    let others = Set(times.keys.map(\.workload)).filter { sizes($0) == sizes(workload) }
    return others.isEmpty ? nil : Set(others.map(\.conditions)).sorted().joined(separator: ", or ")
  }

  /// The fewest backward passes per forward pass with which one strategy, with F and B, takes less time than
  /// another, with F' and B': the first whole R with F + R·B < F' + R·B'; `nil` where there is none, or no time.
  package func breakEven(_ strategy: String, _ other: String, _ workload: Workload) -> Int? {
    guard let own = self[workload, strategy], let other = self[workload, other] else { return nil }
    if own.forward + own.backward < other.forward + other.backward { return 1 }
    guard own.backward < other.backward else { return nil }
    let crossing = (own.forward - other.forward) / (other.backward - own.backward)
    guard crossing < Double(Workload.largestReuse(workload.geometry)) else { return nil }
    return Int(crossing.rounded(.down)) + 1
  }
}

extension Workload {
  /// What of a measurement is not the layer's own.
  var conditions: String {
    "batch \(geometry.l), \(precision.rawValue), \(threads) thread\(threads == 1 ? "" : "s")"
      + (reuse == 1 ? "" : ", reuse \(reuse)")
      + (tileColumns.map { ", tiles of \($0)" } ?? "")
      + (inputGradient ? "" : ", no input gradient")
  }

  fileprivate var goingBackOnce: Workload {
    Workload(
      geometry: geometry, inputGradient: inputGradient, precision: precision, threads: threads,
      tileColumns: tileColumns)
  }
}
