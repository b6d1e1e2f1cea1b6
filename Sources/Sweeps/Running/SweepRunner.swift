import Convolution
import Foundation
import Machine
import Measurement
import Results

/// Measures points one after the other and puts each into the file before the next begins.
package struct SweepRunner: Sendable {
  /// What is measured, in this order.
  package let points: [Point]
  /// In the order in which they take turns.
  package let strategies: [any BackwardStrategy]
  /// Where Z comes from.
  package let source: InputSource
  /// How a point is measured.
  package let measurer: PointMeasurer
  /// What it is measured on.
  package let machine: Machine

  /// A runner with its settings.
  package init(
    points: [Point], strategies: [any BackwardStrategy], source: InputSource,
    measurer: PointMeasurer, machine: Machine
  ) {
    self.points = points
    self.strategies = strategies
    self.source = source
    self.measurer = measurer
    self.machine = machine
  }

  /// Measures all points that the file does not have yet; where the task is cancelled, it drops the
  /// point at hand and ends.
  ///
  /// - Parameters:
  ///   - file: where rows go as points finish; nowhere without one.
  ///   - progress: is told of each point before it begins.
  /// - Returns: what became of each point that was finished now.
  /// - Throws: `OutputError`; what was written before stays.
  package func run(
    into file: borrowing SweepFile?, progress: (_ done: Int, _ next: Point) -> Void
  ) async throws(OutputError) -> [SweepResult] {
    var results: [SweepResult] = []
    let done =
      switch file {
      case let file?: file.finished?.places.count ?? 0
      case nil: 0
      }
    for (index, point) in points.enumerated().dropFirst(done) {
      progress(index, point)
      // Other processes come and go: what is free is asked anew for each point.
      let freeBytes = MachineMemory.read(.system).usableBytes ?? .max
      let outcomes = await measurer.measure(point, by: strategies, freeBytes: freeBytes)
      if Task.isCancelled { break }
      let context = RunContext(machine: machine, source: source, timestamp: Date())
      switch file {
      case let file?:
        try file.csv.append(RecordedRow.rows(of: point, outcomes: outcomes, context: context))
      case nil: break
      }
      results.append(SweepResult(point: point, outcomes: outcomes))
    }
    return results
  }
}

/// What became of one point.
package struct SweepResult: Sendable {
  /// Where.
  package let point: Point
  /// One for each strategy, in the order of the sweep.
  package let outcomes: [StrategyOutcome]
}
