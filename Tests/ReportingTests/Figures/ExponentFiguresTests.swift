import Convolution
import Results
import TestFixtures
import Testing

@testable import Reporting

@Suite struct ExponentFiguresTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Times of φ by d, one whole power too fast in one of two strategies.
  private func rows() throws -> [RecordedRow] {
    try [8, 12, 16, 24, 32, 48, 64, 96].flatMap { d in
      let point = try Fixture.point(d: d)
      return ["cached", "tiled"].flatMap { strategy in
        Fixture.operations(point, strategy, seconds: 1).map { row in
          var row = row
          row.timeMedian =
            1e-9 * Double(row.elements ?? row.flops ?? 0)
            * (strategy == "tiled" && row.operation == .phi ? Double(d) : 1)
          return row
        }
      }
    }
  }

  @Test func whatWasFoundStandsBesideTheSlides() throws {
    let figures = try folder.run(try rows()).exponentFigures
    #expect(figures.map(\.id) == ["runs-exponents-d"])
    let figure = try #require(figures.first)
    #expect(figure.plot.series.map(\.name) == ["slide", "cached", "tiled"])
    #expect(figure.plot.y.ticks.first?.label == "phi")
    #expect(figure.plot.series[0].points.first?.x == 1)
    let found = figure.plot.series.dropFirst().compactMap(\.points.first?.x)
    #expect(abs(found[0] - 1) < 1e-2 && abs(found[1] - 2) < 1e-2)
    // Within the slide's row, one below the other.
    let heights = figure.plot.series.dropFirst().compactMap(\.points.first?.y)
    #expect(heights == heights.sorted() && heights.allSatisfy { abs($0) < 0.4 })
    #expect(
      figure.data.rows.first { $0[0].text == "phi" && $0[1].text == "tiled" }?.last?.text == "FAIL")
  }

  /// An axis ends where nobody reads any further, whatever an interval does.
  @Test func wideIntervalsAreCut() throws {
    var rows = try rows()
    for index in rows.indices { rows[index].timeMedian? *= index % 3 == 0 ? 100 : 1 }
    let figures = try folder.run(rows).exponentFigures
    #expect(!figures.isEmpty)
    for figure in figures {
      #expect(figure.plot.x.range.lowerBound >= -2 && figure.plot.x.range.upperBound <= 5)
      for point in figure.plot.series.flatMap(\.points) {
        #expect(point.xs.allSatisfy(figure.plot.x.range.contains))
      }
    }
  }
}
