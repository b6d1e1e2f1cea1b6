import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

@Suite struct AxisFiguresTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func figures(_ rows: [RecordedRow]) throws -> [Figure] {
    try folder.run(rows).axisFigures
  }

  @Test func eachStrategyIsComparedWithTheReferenceAlongAParameter() throws {
    let figures = try figures(try Fixture.sweep())
    let names = ["time", "ratio", "memory"]
    #expect(figures.map(\.id) == ["h", "d"].flatMap { axis in names.map { "runs-\($0)-\(axis)" } })
    let figure = figures[1]
    #expect(figure.plot.series.map(\.name) == ["recomputed", "cached"])
    #expect(figure.plot.series[0].points.map(\.x) == [1, 3, 5, 7, 9])
    #expect(figure.plot.series[0].points.map(\.y) == [1.2, 1.2, 1.2, 0.8, 0.8])
    #expect(figure.plot.series[1].points == [1, 3, 5, 7, 9].map { PlotPoint($0, 1) })
    #expect(figure.plot.y.label == "time ÷ cached's")
    #expect(figure.plot.y.range.contains(0.8) && figure.plot.y.range.contains(1.2))
    #expect(figure.data.columns.map(\.title) == ["h", "recomputed ÷ cached", "φ"])
    #expect(
      figure.data.rows.map { $0[1].text.prefix(4) } == ["1.20", "1.20", "1.20", "0.80", "0.80"])
    #expect(
      figure.caption.hasPrefix(
        "recomputed takes 1.20 × cached's time at h = 1 and 0.80 × at 9."))
  }

  /// One strategy has nothing to be compared with.
  @Test func aSingleStrategyHasNoRatio() throws {
    let rows = try [1, 3].map { Fixture.step(try Fixture.point(h: $0), "tiled", seconds: 1) }
    #expect(try figures(rows).map(\.id) == ["runs-time-h", "runs-memory-h"])
  }

  /// Where one of two has no time there is no point in the plot, and the table says why.
  @Test(arguments: ["cached", "tiled"])
  func whatWasNotMeasuredIsLeftOutAndNamed(missing: String) throws {
    let rows = try [1, 3, 5].flatMap { h in
      let point = try Fixture.point(h: h)
      return ["cached", "tiled"].map { strategy in
        h == 3 && strategy == missing
          ? Fixture.missing(point, strategy, .failed, "it hung")
          : Fixture.step(point, strategy, seconds: 2)
      }
    }
    let figure = try figures(rows)[1]
    #expect(figure.id == "runs-ratio-h")
    #expect(figure.plot.series[0].points.map(\.x) == [1, 5])
    #expect(
      figure.data.rows.map { $0[1].text.prefix(4) } == [
        "1.00", missing == "tiled" ? "fail" : "", "1.00",
      ])
  }

  /// Bytes are known without a time, and are no reason to show a point of time.
  @Test func bytesWithoutATimeStandInTheTable() throws {
    let rows = try [1, 3, 5].map { h in
      let point = try Fixture.point(h: h)
      var row = Fixture.step(point, "cached", seconds: 2, peakBytes: 2048)
      if h == 3 {
        row = Fixture.missing(point, "cached", .failed, "it hung")
        row.peakBytes = 2048
      }
      return row
    }
    let figure = try figures(rows)[1]
    #expect(figure.plot.series[0].points.map(\.x) == [1, 5])
    #expect(figure.data.rows.map { $0[1].text } == ["2.00 KiB", "2.00 KiB", "2.00 KiB"])
  }
}
