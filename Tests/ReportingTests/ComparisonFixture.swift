import Convolution
import Measurement
import Results
import TestFixtures

@testable import Analysis

/// Two runs in a folder of their own, and what their comparison says.
struct ComparisonFixture {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func compare(
    _ old: [RecordedRow], _ new: [RecordedRow], threshold: Double = 0.05, all: Bool = false
  ) throws -> ResultsComparison {
    ResultsComparison(
      old: try Dataset(path: try folder.csv("old.csv", old)),
      new: try Dataset(path: try folder.csv("new.csv", new)), threshold: threshold,
      allOperations: all)
  }

  /// A point by several strategies in the same sessions.
  ///
  /// `seconds` are each strategy's, and ratios refer to the first; `machine` is how slow the machine is,
  /// `seen` how slow its yardsticks say that it is, `spread` half the width of ratios' intervals.
  func sessions(
    _ point: Point, _ seconds: KeyValuePairs<String, Double>, machine: Double = 1,
    seen: Double? = nil, spread: Double = 0.01
  ) -> [RecordedRow] {
    seconds.map { name, time in
      var row = Fixture.step(
        point, name, seconds: time * machine, spread: 0.2, ratio: time / seconds[0].value)
      (row.ratioLow, row.ratioHigh) = (
        row.ratioMedian.map { $0 * (1 - spread) }, row.ratioMedian.map { $0 * (1 + spread) }
      )
      row.ratioTo = Strategy(named: seconds[0].key)
      row.sessions = 6
      let relative = time * machine / (seen ?? machine)
      (row.relativeMedian, row.relativeLow, row.relativeHigh) = (
        relative, relative * 0.95, relative * 1.05
      )
      return row
    }
  }

  /// Other points, where nothing moved, have their part of the family of statements.
  func beside(_ rows: [RecordedRow]) throws -> [RecordedRow] {
    try rows
      + (1...4).flatMap {
        sessions(try Fixture.point(l: $0), ["cached": 1, "recomputed": 1, "tiled": 1])
      }
  }

  let still: KeyValuePairs = ["cached": 1.0, "recomputed": 1.1, "tiled": 0.9]
}
