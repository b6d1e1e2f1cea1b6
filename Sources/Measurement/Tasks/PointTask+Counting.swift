import Convolution
import Machine

extension PointTask {
  /// So many steps of one strategy and nothing else, for somebody who counts outside.
  ///
  /// Tiles are as wide as the strategy cuts them here, wherever the task is done: an emulated processor
  /// has other caches.
  static func steps(
    _ count: Int, of strategy: any BackwardStrategy, at point: Point, settings: PointSettings
  ) -> PointTask {
    let workload = point.workload.with(tileColumns: strategy.tileColumns(point.workload))
    return PointTask(
      kind: .steps(count), point: Point(layer: point.layer, workload: workload, cache: point.cache),
      strategies: [Strategy(strategy)], settings: settings)
  }

  /// The FLOPs that a child executes for this task, from its start to its end, as the processor's
  /// counters see them; `nil` where they cannot be read.
  package func hardwareFLOPs(by child: ChildProcess) async -> CountedFLOPs? {
    (try? await HardwareCounters.flops(by: child, doing)).map { CountedFLOPs(byPerf: $0) }
  }

  /// The FLOPs that an emulated child executes for this task, from its start to its end, by the
  /// instruction.
  package func emulatedFLOPs(
    by child: ChildProcess, counter: InstructionCounter
  ) async throws(CounterFailure) -> CountedFLOPs {
    CountedFLOPs(try await counter.counts(of: child, doing))
  }

  /// Lets a child, which somebody watches, do this task.
  private func doing(_ watched: ChildProcess) async throws {
    _ = try await watched.perform(self).succeeded()
  }
}
