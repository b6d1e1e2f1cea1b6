import Convolution
import Measurement

import struct Foundation.Date

/// One row of the CSV: an operation of a strategy at a point.
public struct Row: Sendable {
  /// Where.
  public let point: Point
  /// What became of the strategy there.
  public let outcome: StrategyOutcome
  /// Which operation; the only row of a strategy without a measurement is its `step`.
  public let operation: Operation
  /// The strategy that ratios refer to; `nil` where it has no measurement here.
  public let reference: String?
  /// When, on what, with what.
  public let context: RunContext

  /// All rows of a point: for each strategy each operation that the point has.
  public static func rows(
    of point: Point, outcomes: [StrategyOutcome], context: RunContext
  ) -> [Row] {
    // Ratios were taken pair by pair with the first strategy that could be measured.
    let reference = outcomes.first { $0.measurement != nil }?.strategy.name
    return outcomes.flatMap { outcome in
      Operation.allCases.filter { operation in
        outcome.measurement == nil
          ? operation == .step
          : operation.formula(point.workload, strategy: outcome.strategy) != nil
      }.map {
        Row(
          point: point, outcome: outcome, operation: $0, reference: reference, context: context)
      }
    }
  }
}

/// What all rows of a point have in common beside the point.
public struct RunContext: Sendable {
  /// The machine, and phibench's version.
  public let machine: Machine
  /// Where Z comes from.
  public let source: InputSource
  /// When the point was done, UTC.
  public let timestamp: Date

  /// The context of one point's rows.
  public init(machine: Machine, source: InputSource, timestamp: Date) {
    self.machine = machine
    self.source = source
    self.timestamp = timestamp
  }
}
