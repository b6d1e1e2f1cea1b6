import Convolution

/// What measuring takes, guessed from counts alone and so the same on every machine.
///
/// It shares points out among shards and tells a child that hangs from one that has much to do; no
/// result depends on it. The rates are those of a middling core.
package enum PredictedTime {
  private static let flopsPerSecond = 50e9
  private static let bytesPerSecond = 5e9
  /// To start a process, build a small layer's inputs and end.
  package static let secondsPerProcess = 0.05

  /// Seconds to measure strategies at a point, each process included.
  package static func seconds(
    of point: Point, by strategies: [any BackwardStrategy], sampling: Sampling
  ) -> Double {
    let steps = strategies.map { stepSeconds(point.workload, by: $0) }
    let evictions = Double(steps.count) * evictionSeconds(at: point, cacheBytes: usualCacheBytes)
    let accounts = steps.reduce(0) { $0 + secondsPerProcess + Double(stepsPerAccount) * $1 }
    return accounts + Double(sampling.sessions) * secondsPerProcess
      + timingSeconds(steps.reduce(0, +) + evictions, sampling)
  }

  /// Seconds of one step.
  package static func stepSeconds(_ workload: Workload, by strategy: any BackwardStrategy) -> Double
  {
    let counts = strategy.formula(Operation.step, workload)
    let flops = Double(counts?.flops ?? 0) * Double(workload.precision.bytes) / 4
    let bytes = Double(counts?.elements ?? 0) * Double(workload.precision.bytes)
    return (flops / flopsPerSecond + bytes / bytesPerSecond) / Double(workload.workers)
  }

  /// What a middling core emulates of FLOPs, and moves of elements, in a second: QEMU computes each lane
  /// in software.
  private static let emulatedFLOPsPerSecond = 100e6
  private static let emulatedElementsPerSecond = 50e6
  /// To start an emulated process and to translate what it executes.
  private static let secondsPerEmulatedProcess = 0.7

  /// Seconds to count a strategy's FLOPs by emulation: a process of two steps and one of a single step,
  /// each of which also makes a layer's inputs, with a forward pass.
  package static func emulationSeconds(
    of workload: Workload, by strategy: any BackwardStrategy
  ) -> Double {
    let geometry = workload.geometry
    let (step, forward) = (
      strategy.formula(Operation.step, workload), strategy.formula(Operation.forward, workload)
    )
    let flops = 3 * (step?.flops ?? 0) + 2 * (forward?.flops ?? 0)
    let elements =
      3 * (step?.elements ?? 0) + 2 * (forward?.elements ?? 0)
      + 2 * (geometry.weightCount + geometry.inputCount + geometry.outputCount)
    return 2 * secondsPerEmulatedProcess + Double(flops) / emulatedFLOPsPerSecond
      + Double(elements) / emulatedElementsPerSecond
  }

  /// A common size of the last cache level: a prediction is the same on every machine.
  private static let usualCacheBytes = 32 << 20

  /// Seconds to evict the caches once, where the point wants that.
  static func evictionSeconds(at point: Point, cacheBytes: Int) -> Double {
    point.cache == .cold ? Double(CacheEvictor.bytes(cacheBytes)) / bytesPerSecond : 0
  }

  /// The forward pass that makes Δ, the step that counts, and the one whose memory is taken.
  private static let stepsPerAccount = 3
  /// The samples of a session whose own interval is narrow.
  private static let usualSamples = 20

  /// Seconds of all sessions; `round` is what a step of each strategy takes, with evictions.
  private static func timingSeconds(_ round: Double, _ sampling: Sampling) -> Double {
    let sessions = Double(sampling.sessions)
    if let samples = sampling.samples { return (Double(samples) + sessions) * round }
    let usual =
      sessions
      * min(
        Double(usualSamples) * round, max(round, sampling.budget.seconds / sessions))
    return sessions * round + usual
  }

  /// Seconds after which a child counts as hanging: a hundred times what its work should take, what it
  /// was given to spend besides, and some minutes for a machine that is busy with others.
  package static func limitSeconds(workSeconds: Double, budgetSeconds: Double = 0) -> Int {
    Int(min(300 + budgetSeconds + 100 * workSeconds, Sampling.largestBudget))
  }

  /// Seconds after which a child that does a task counts as hanging.
  static func limitSeconds(of task: PointTask) -> Int {
    let steps = task.strategies.compactMap(\.method).map {
      stepSeconds(task.point.workload, by: $0)
    }
    let sampling = task.settings.sampling
    let eviction = evictionSeconds(at: task.point, cacheBytes: task.settings.cacheBytes)
    let (rounds, evictions): (Double, Double) =
      switch task.kind {
      case .accounts: (Double(stepsPerAccount), 0)
      // With a budget only the steps around it can take longer than they should.
      case .session: (2 + Double(sampling.samples ?? 1), eviction * Double(steps.count))
      case .steps(let count): (1 + Double(count), 0)
      }
    return limitSeconds(
      workSeconds: rounds * (steps.reduce(0, +) + evictions),
      budgetSeconds: sampling.budget.seconds)
  }
}
