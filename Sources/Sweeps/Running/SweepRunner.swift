import Convolution
import Foundation
import Measurement

/// Measures points one after the other and puts each into the file before the next begins.
public struct SweepRunner {
  /// What is measured, in this order.
  public let points: [Point]
  /// In the order in which they take turns.
  public let strategies: [any BackwardStrategy]
  /// Where Z comes from.
  public let source: InputSource
  /// How a point is measured.
  public let measurer: PointMeasurer
  /// What the machine has free now, in bytes.
  public let freeBytes: () -> Int
  /// What all rows say of the machine and the program.
  public let machine: (cpu: String, blasKernel: String, version: String)

  /// A runner with its settings.
  public init(
    points: [Point], strategies: [any BackwardStrategy], source: InputSource,
    measurer: PointMeasurer,
    freeBytes: @escaping () -> Int, machine: (cpu: String, blasKernel: String, version: String)
  ) {
    self.points = points
    self.strategies = strategies
    self.source = source
    self.measurer = measurer
    self.freeBytes = freeBytes
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
      let outcomes = await measurer.measure(point, by: strategies, freeBytes: freeBytes())
      let context = RunContext(
        cpu: machine.cpu, blasKernel: machine.blasKernel, version: machine.version,
        source: source, timestamp: Date())
      try file?.append(Row.rows(of: point, outcomes: outcomes, context: context))
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
