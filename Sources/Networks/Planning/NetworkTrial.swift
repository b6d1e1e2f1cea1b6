import Convolution
import Measurement

/// Some training steps of a network on pseudo-random images: their time and memory, both of one
/// process in one configuration.
///
/// Images and labels mean nothing, so nothing is to be learnt from them: the learning rate is 0, which
/// costs as much as any other and keeps every step in the range of a network at its start.
///
/// The allocator recycles blocks within the predicted peak, so that steps touch few new pages and
/// the process still takes no more than that.
package struct NetworkTrial: Sendable, Codable {
  /// Seconds of a step.
  package let step: Estimate
  /// Seconds of it that changed the parameters.
  package let update: Estimate
  /// What the allocator had live in a step, moment by moment.
  package let timeline: MemoryTimeline
  /// The most bytes that were resident beyond the level before the network was made, all steps
  /// included: VmHWM. `nil` where the kernel does not tell.
  package let rssPeakBytes: Int?

  /// Makes a network and takes steps, after one that warms up.
  init<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, of definition: NetworkDefinition, network: Network, by strategies: LayerStrategies,
    settings: TrainingSettings, seed: UInt64, steps: Int
  ) throws {
    precondition(steps >= 1, "a trial needs a step")
    let level = try ResidentLevel(
      beforeNetworksOf: T.self, workload: network.layers[0].workload)
    var settings = settings
    settings.learningRate = 0
    let descent = try Descent<T>(
      definition, network: network, by: strategies, settings: settings, seed: seed)
    var random = SeededGenerator(seed: seed)
    let labels = (0..<network.batch).map { _ in
      Int.random(in: 0..<definition.classes, using: &random)
    }
    func step(_ moment: (NetworkMoment) -> Void = { _ in }) throws -> Descent<T>.Step {
      try descent.step(labels: labels, moment: moment) { z in
        z.fill { _ in T(random.unit() + 1) / 2 }
      }
    }
    let memory = descent.memory
    var entries: [MemoryTimeline.Entry] = []
    memory.restartPeak()
    _ = try step { moment in
      entries.append(.init(moment: moment, peak: memory.peak, after: memory.live))
      memory.restartPeak()
    }
    timeline = MemoryTimeline(entries: entries)
    var taken: [Descent<T>.Step] = []
    for _ in 0..<steps { taken.append(try step()) }
    self.step = Estimate(of: taken.map { $0.duration / .seconds(1) })
    update = Estimate(of: taken.map { $0.update / .seconds(1) })
    rssPeakBytes = level.peakBytes
  }
}
