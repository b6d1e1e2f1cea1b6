import Convolution
import Foundation
import Measurement

/// Measures points one after the other and puts each into the file before the next begins.
public struct SweepRunner: Sendable {
  /// What is measured, in this order.
  public let points: [Point]
  /// In the order in which they take turns.
  public let strategies: [any BackwardStrategy]
  /// Where Z comes from.
  public let source: InputSource
  /// How a point is measured.
  public let measurer: PointMeasurer
  /// What it is measured on.
  public let machine: Machine

  /// A runner with its settings.
  public init(
    points: [Point], strategies: [any BackwardStrategy], source: InputSource,
    measurer: PointMeasurer, machine: Machine
  ) {
    self.points = points
    self.strategies = strategies
    self.source = source
    self.measurer = measurer
    self.machine = machine
  }

  /// Measures all points.
  ///
  /// - Parameters:
  ///   - file: where rows go as points finish; nowhere without one.
  ///   - progress: is told of each point before it begins.
  /// - Returns: what became of each point.
  /// - Throws: ``CSVFile/Failure``; what was written before stays.
  public func run(
    into file: borrowing CSVFile?, progress: (_ done: Int, _ next: Point) -> Void
  ) async throws(CSVFile.Failure) -> [SweepResult] {
    var results: [SweepResult] = []
    for (index, point) in points.enumerated() {
      progress(index, point)
      // Other processes come and go: what is free is asked anew for each point.
      let freeBytes = MachineMemory.read(.system).usableBytes ?? .max
      let outcomes = await measurer.measure(point, by: strategies, freeBytes: freeBytes)
      let context = RunContext(machine: machine, source: source, timestamp: Date())
      try file?.append(RecordedRow.rows(of: point, outcomes: outcomes, context: context))
      results.append(SweepResult(point: point, outcomes: outcomes))
    }
    return results
  }
}

/// What became of one point.
public struct SweepResult: Sendable {
  /// Where.
  public let point: Point
  /// One for each strategy, in the order of the sweep.
  public let outcomes: [StrategyOutcome]
}
