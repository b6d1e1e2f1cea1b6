import Convolution
import Foundation
import Machine
import Measurement
import Results

/// A sweep from its plan to its result: points are measured one after the other, and each is in the
/// file before the next begins.
package struct SweepRun: Sendable {
  /// Where rows go.
  package enum Output: Hashable, Sendable {
    /// To a CSV, with the sweep's description and the machine's facts beside it.
    case file(SweepFiles, SweepFiles.Beginning)
    /// To standard output, behind a header.
    case standardOutput
    /// Nowhere.
    case nowhere
  }

  /// What is measured.
  package let plan: SweepPlan
  /// How a point is measured.
  package let measurer: PointMeasurer
  /// What it is measured on, and by which build.
  package let machine: Machine
  /// Where rows go.
  package let output: Output

  /// A run that has not begun.
  package init(plan: SweepPlan, measurer: PointMeasurer, machine: Machine, output: Output) {
    self.plan = plan
    self.measurer = measurer
    self.machine = machine
    self.output = output
  }

  /// Opens the output and measures all points that it does not have yet; if the task is cancelled, it
  /// drops the point at hand and ends.
  ///
  /// - Parameter progress: is told of each point before it begins: how many points the file has, how
  ///   many of these it had before, and which comes next.
  /// - Returns: what became of the sweep.
  /// - Throws: `Refusal`; what was written before stays.
  package func measure(
    progress: (_ done: Int, _ before: Int, _ next: Point) -> Void = { _, _, _ in }
  ) async throws(Refusal) -> SweepResult {
    let file = try open()
    let before = file.finished?.places.count ?? 0
    var results: [PointResult] = []
    for (index, point) in plan.ownPoints.enumerated().dropFirst(before) {
      progress(index, before, point)
      // Other processes come and go: what is free is asked anew for each point.
      let freeBytes = MachineMemory.read(.system).usableBytes ?? .max
      let outcomes = await measurer.measure(point, by: plan.strategies, freeBytes: freeBytes)
      if Task.isCancelled { break }
      try file.append(
        RecordedRow.rows(
          of: point, outcomes: outcomes, on: machine, from: plan.source, at: Date()))
      results.append(PointResult(point: point, outcomes: outcomes))
    }
    var tally = file.finished?.tally ?? SweepTally()
    tally.add(results)
    return SweepResult(
      points: results, before: before, tornBytes: file.tornBytes, tally: tally,
      isInterrupted: Task.isCancelled)
  }

  private func open() throws(Refusal) -> SweepFile {
    switch output {
    case .file(let files, let beginning): return try files.begin(beginning, plan: plan, on: machine)
    case .standardOutput: return SweepFile(csv: try .onStandardOutput())
    case .nowhere: return SweepFile(csv: nil)
    }
  }
}

/// What became of a sweep.
package struct SweepResult: Sendable {
  /// The points that were measured now.
  package let points: [PointResult]
  /// How many points the file had before.
  package let before: Int
  /// What stood behind them, of a point that did not reach the device whole, and was cut off.
  package let tornBytes: Int
  /// How all measurements ended, those from before included.
  package let tally: SweepTally
  /// Whether the task was cancelled before the last point was done.
  package let isInterrupted: Bool

  /// How many points the file has now.
  package var done: Int { before + points.count }
}

/// What became of one point.
package struct PointResult: Sendable {
  /// Where.
  package let point: Point
  /// One for each strategy, in the order of the sweep.
  package let outcomes: [StrategyOutcome]
}
