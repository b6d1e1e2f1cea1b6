import Convolution

/// Measures points.
public struct PointMeasurer: Sendable {
  /// Where Z comes from.
  public let source: InputSource
  /// How long to sample.
  public let sampling: Sampling
  /// Bytes of the last cache level.
  public let cacheBytes: Int

  /// A measurer with its settings.
  public init(source: InputSource, sampling: Sampling, cacheBytes: Int) {
    self.source = source
    self.sampling = sampling
    self.cacheBytes = cacheBytes
  }

  /// Measures strategies at a point: counts and bytes first, each strategy by itself, then the
  /// times of all in turns.
  ///
  /// A strategy whose predicted bytes do not fit into what is free is skipped; the ones that need
  /// least are fitted in first, since buffers of all stay in place while they take turns.
  ///
  /// - Parameters:
  ///   - point: where.
  ///   - strategies: the first is the one that ratios refer to.
  ///   - freeBytes: what the machine has free.
  /// - Returns: an outcome for each strategy, in their order.
  public func measure(
    _ point: Point, by strategies: [any BackwardStrategy], freeBytes: Int
  ) -> [StrategyOutcome] {
    var outcomes = [String: StrategyOutcome]()
    var accounts = [String: StepAccounts]()
    var left = freeBytes - inputBytes(point)
    let byNeed = strategies.sorted {
      $0.memory(point.workload).peakBytes < $1.memory(point.workload).peakBytes
    }
    for strategy in byNeed {
      let need = strategy.memory(point.workload).peakBytes
      guard need <= left else {
        outcomes[strategy.name] = .skipped(
          strategy, "needs \(need + inputBytes(point)) bytes, but \(freeBytes) are free")
        continue
      }
      left -= need
      do {
        accounts[strategy.name] = try .take(of: point.workload, by: strategy, inputs: source)
      } catch {
        outcomes[strategy.name] = .failed(strategy, error.description)
      }
    }
    let measurable = strategies.filter { accounts[$0.name] != nil }
    if !measurable.isEmpty {
      do {
        let times = try StepTimes.take(
          at: point, by: measurable, inputs: source, sampling: sampling, cacheBytes: cacheBytes)
        for (strategy, entry) in zip(measurable, times.entries) {
          guard let accounts = accounts[strategy.name] else { continue }
          outcomes[strategy.name] = .ok(
            strategy,
            .init(accounts: accounts, times: entry, samples: times.samples, end: times.end))
        }
      } catch {
        for strategy in measurable {
          outcomes[strategy.name] = .failed(strategy, error.description)
        }
      }
    }
    return strategies.compactMap { outcomes[$0.name] }
  }

  private func inputBytes(_ point: Point) -> Int {
    let bytes =
      switch point.workload.precision {
      case .float: LayerInputs<Float>.bytes(point.workload.geometry)
      case .double: LayerInputs<Double>.bytes(point.workload.geometry)
      }
    return point.cache == .cold ? bytes + 2 * cacheBytes : bytes
  }
}
