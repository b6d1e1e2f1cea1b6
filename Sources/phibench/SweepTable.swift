import Measurement
import Reporting
import Sweeps

/// The end of a sweep in a short table: per point φ's bytes, each strategy's step, and its ratio
/// to the first strategy's.
struct SweepTable {
  private let results: [PointResult]

  init(_ results: [PointResult]) {
    self.results = results
  }

  /// The table and what all points have in common.
  func text(for terminal: Terminal) -> String {
    guard let first = results.first else { return "no points" }
    let names = first.outcomes.map(\.strategy.name)
    let points = PointNames(results.map(\.point))
    var table = TextTable(
      points.columns + [("φ", .right)]
        + names.map { ($0, .right) }
        + names.dropFirst().map { ("\($0) ÷ \(names[0])", .left) },
      leading: points.shown.count)
    for result in results {
      table.add(
        points.cells(result.point)
          + [Units.bytes(result.point.workload.phiBytes)]
          + result.outcomes.map(Self.time)
          + result.outcomes.dropFirst().map { Self.ratio($0, to: names[0]) })
    }
    return table.text(for: terminal) + "\n"
      + terminal.wrapped("One step, medians with 95 % intervals, at " + points.common)
  }

  private static func time(_ outcome: StrategyOutcome) -> String {
    outcome.measurement?.times.times[.step].timeWords ?? outcome.status.rawValue
  }

  /// The ratio to a strategy, where it was taken pair by pair with that one.
  private static func ratio(_ outcome: StrategyOutcome, to reference: String) -> String {
    guard let measurement = outcome.measurement, measurement.ratioTo == reference else { return "" }
    return measurement.times.ratioToFirst.words
  }
}
