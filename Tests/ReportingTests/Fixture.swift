import Convolution
import Foundation
import Machine
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

/// Made-up results, so that a test knows what must be said about them.
enum Fixture {
  /// A point; the sizes are asymmetric.
  static func point(
    layer: String = "", l: Int = 8, d: Int = 32, a: Int = 28, b: Int = 32, dOut: Int = 64,
    h: Int = 3, threads: Int = 1
  ) throws -> Point {
    Point(
      layer: layer,
      workload: Workload(
        geometry: try ConvolutionGeometry(
          l: l, d: d, a: a, b: b, dOut: dOut, h: h, padding: (h - 1) / 2),
        threads: threads))
  }

  /// A step that took so many seconds, ± 2 %, on a machine of a name.
  static func step(
    _ point: Point, _ name: String, seconds: Double, spread: Double = 0.02,
    peakBytes: Int? = nil, cpu: String = "Processor A", ratio: Double? = nil
  ) -> RecordedRow {
    let strategy = Strategy(named: name)
    var row = RecordedRow(point: point, strategy: strategy, operation: .step)
    (row.timeMedian, row.timeLow, row.timeHigh) =
      (seconds, seconds * (1 - spread), seconds * (1 + spread))
    row.samples = 20
    // A yardstick of one second, which says that it is always the same machine.
    (row.relativeMedian, row.relativeLow, row.relativeHigh) =
      (row.timeMedian, row.timeLow, row.timeHigh)
    row.sessions = 6
    (row.ratioMedian, row.ratioLow, row.ratioHigh) =
      (ratio, ratio.map { $0 * (1 - spread) }, ratio.map { $0 * (1 + spread) })
    row.ratioTo = ratio == nil ? nil : "cached"
    let formula = strategy.method?.memory(point.workload)
    row.peakBytesFormula = formula?.peakBytes
    row.peakBytes = peakBytes ?? formula?.peakBytes
    row.phiBytes = formula?.phiBytes
    row.savedBytes = formula?.savedBytes
    row.cpu = cpu
    row.blasKernel = "SkylakeX"
    row.version = "0.1.0"
    row.input = "random"
    row.seed = 1
    return row
  }

  /// A step that was not measured.
  static func missing(
    _ point: Point, _ name: String, _ status: StrategyOutcome.Status, _ message: String
  ) -> RecordedRow {
    var row = RecordedRow(
      point: point, strategy: Strategy(named: name), operation: .step, status: status)
    row.message = message
    row.cpu = "Processor A"
    return row
  }

  /// The text of a file of rows.
  static func csv(_ rows: [RecordedRow], moreColumns: [String] = []) -> String {
    let lines =
      [Column.all.map(\.name) + moreColumns]
      + rows.map { row in Column.all.map { $0.cell(row) ?? "" } + moreColumns.map { _ in "x" } }
    return lines.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ cell: String) -> String {
    "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

extension TemporaryFolder {
  /// Writes a file of rows and returns its path.
  func csv(_ name: String, _ rows: [RecordedRow], moreColumns: [String] = []) throws -> String {
    try file(name, Fixture.csv(rows, moreColumns: moreColumns))
  }

  /// Writes runs.csv, and returns the one sweep that it is.
  func run(_ rows: [RecordedRow], moreColumns: [String] = []) throws -> ReportedRun {
    let path = try csv("runs.csv", rows, moreColumns: moreColumns)
    return try #require(try ReportedResults(paths: [path]).runs.first)
  }
}
