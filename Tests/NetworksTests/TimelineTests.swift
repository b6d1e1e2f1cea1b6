import Convolution
import Measurement
@testable import Networks
import Testing

@Suite struct TimelineTests {
  /// A step of every mix of strategies: the allocator's bytes are the formula's, at each moment and
  /// for each purpose.
  @Test(arguments: [Precision.float, .double], [(1, 1), (2, 1), (1, 3)])
  func theAllocatorHasWhatTheFormulaSays(
    precision: Precision, setting: (threads: Int, reuse: Int)
  ) throws {
    let network = try Network(
      Networks.small, batch: 3, precision: precision, threads: setting.threads,
      reuse: setting.reuse)
    for (index, mix) in Networks.mixes(4).enumerated() {
      let settings = TrainingSettings(batch: 3, momentum: index % 2 == 0 ? 0.9 : 0)
      let task = NetworkTask(
        .steps(2), of: Networks.small, strategies: mix, training: settings, precision: precision,
        threads: setting.threads, reuse: setting.reuse, seed: 3)
      guard case .trial(let trial) = try task.perform() else {
        Issue.record("no trial of \(mix.names)")
        continue
      }
      let formula = NetworkMemoryFormula(network, by: mix, keepsVelocity: settings.momentum > 0)
      #expect(trial.timeline == formula.timeline, "\(mix.names)")
    }
  }

  @Test func thePeakNamesItsMomentAndItsBuffers() throws {
    let network = try Network(Networks.small, batch: 3)
    let formula = NetworkMemoryFormula(
      network, by: LayerStrategies(Cached(), count: 4), keepsVelocity: false)
    let peak = try #require(formula.peak)
    #expect(peak.during.reduce(0) { $0 + $1.bytes } == formula.peakBytes)
    #expect(peak.during.contains { $0.name(in: network) == "one's φ" })
    #expect(formula.moments.map { $0.moment.name(in: network) }.first == "forward of one")
    #expect(
      formula.moments.map { $0.moment.name(in: network) }.suffix(6).first == "loss")
  }

  /// The sum against the maximum: cached keeps every φ, recomputed none.
  @Test func cachedKeepsTheSumAndRecomputedNothing() throws {
    let network = try Network(Networks.small, batch: 3)
    func phi(_ strategy: any BackwardStrategy) throws -> Int {
      let formula = NetworkMemoryFormula(
        network, by: LayerStrategies(strategy, count: 4), keepsVelocity: false)
      return formula.timeline.entries.map { $0.peak[.phi] }.max() ?? 0
    }
    #expect(try phi(Cached()) == network.convolutions.reduce(0) { $0 + $1.workload.phiBytes })
    #expect(try phi(Recomputed()) == 0)
  }
}
