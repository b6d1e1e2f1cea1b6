import Convolution
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

@Suite struct LayerFiguresTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func figures(_ rows: [RecordedRow]) throws -> [Figure] {
    let results = try ReportedResults(paths: [try folder.csv("runs.csv", rows)])
    return try #require(results.runs.first).layerFigures
  }

  private func rows(_ point: Point, _ strategies: [String]) -> [RecordedRow] {
    strategies.map { Fixture.step(point, $0, seconds: 1) }
  }

  /// The points of the axes come first in a file, and are no layers.
  @Test func onlyNamedLayersAreShown() throws {
    let axis = try (1...70).flatMap { rows(try Fixture.point(l: $0), ["cached", "tiled"]) }
    let layers = try ["one", "two"].flatMap {
      rows(try Fixture.point(layer: $0), ["cached", "tiled"])
    }
    let figures = try figures(axis + layers)
    #expect(figures.map(\.id) == ["runs-layers-time", "runs-layers-memory"])
    for figure in figures {
      #expect(figure.plot.y.ticks.map(\.label) == ["one", "two"])
      #expect(figure.data.rows.count == 2)
      #expect(!figure.caption.contains("Left out"))
    }
  }

  @Test func pointsOfOneNameAreToldApart() throws {
    let cold = try ["one", "two"].map { name in
      Point(layer: name, workload: try Fixture.point().workload, cache: .cold)
    }
    let long = String(repeating: "x", count: 40)
    let points = [try Fixture.point(layer: "one"), try Fixture.point(layer: long)] + cold
    let figure = try #require(try figures(points.flatMap { rows($0, ["cached", "tiled"]) }).first)
    let shortened = String(repeating: "x", count: 23) + "…"
    #expect(
      figure.plot.y.ticks.map(\.label) == ["one cache=hot", shortened, "one cache=cold", "two"])
  }

  @Test func eachFigureSaysWhatItLeavesOut() throws {
    let rows = try (1...64).flatMap { index -> [RecordedRow] in
      let point = try Fixture.point(layer: "layer \(index)", l: index)
      let others = index > 62 ? [] : index > 60 ? ["onednn"] : ["onednn", "recomputed"]
      return self.rows(point, ["cached"] + (index == 1 ? [] : ["tiled"]) + others)
    }
    let figures = try figures(rows)
    let captions = Dictionary(uniqueKeysWithValues: figures.map { ($0.id, $0.caption) })
    #expect(
      captions["runs-layers-time"]?.hasSuffix("Left out of 64 points: 4 beyond the first 60.")
        == true)
    #expect(
      captions["runs-peers"]?.hasSuffix(
        "Left out of 64 points: 2 not measured by both, 2 beyond the first 60.") == true)
  }

  /// Of a model's many layers those are drawn that make up most of its step, and all stand in the table.
  @Test func aModelsHeaviestLayersComeFirst() throws {
    let rows = try (1...30).flatMap { index in
      let point = Point(
        layer: "layer \(index)", workload: try Fixture.point(d: index).workload,
        count: index == 7 ? 1000 : index == 20 ? 500 : 1)
      return ["cached", "tiled"].map { Fixture.step(point, $0, seconds: 1) }
    }
    let run = try folder.run(rows)
    // Its layers differ in d alone, but are no sweep of it.
    #expect(SweptAxis.all(of: run).isEmpty)
    #expect(run.layerFigures.count == 2)
    for figure in run.layerFigures {
      #expect(figure.plot.y.ticks.map(\.label) == ["layer 7", "layer 20"])
      #expect(
        figure.caption.hasSuffix(
          "The heaviest of the model come first. Left out of 30 points: 28 that take little of the step, "
            + "but stand in the table."))
      #expect(figure.data.rows.count == 30)
      #expect(figure.data.rows[0].prefix(3).map(\.text) == ["layer 7", "1\u{202F}000", "65.4 %"])
      #expect(figure.data.rows[2].prefix(3).map(\.text) == ["layer 1", "1", "0.1 %"])
    }
  }

  /// At the ends of what a file may hold there are figures, and no trap.
  @Test func extremeValuesAreDrawn() async throws {
    let rows = try [1e-15, 1e9].enumerated().flatMap { index, seconds -> [RecordedRow] in
      let point = try Fixture.point(layer: "layer \(index)", l: index + 1)
      return ["cached", "tiled"].flatMap { strategy in
        let step = Fixture.step(
          point, strategy, seconds: strategy == "tiled" ? 1e-15 : seconds, spread: 0,
          peakBytes: strategy == "tiled" ? .max : 1)
        return Fixture.operations(point, strategy, seconds: seconds).map { row in
          var row = row
          (row.timeMedian, row.flops) = (1e-15, row.operation.isProduct ? .max : row.flops)
          return row
        } + [step]
      }
    }
    let results = try ReportedResults(paths: [try folder.csv("runs.csv", rows)])
    let html = await ResultsReport.draw(results).html
    #expect(html.contains("runs-layers-time"))
    #expect(html.contains("runs-rates"))
  }
}
