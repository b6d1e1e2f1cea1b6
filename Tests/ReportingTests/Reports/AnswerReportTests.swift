import Analysis
import Convolution
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

/// The answer in words, by rows that follow a known rule.
@Suite struct AnswerReportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Twenty-four shapes at every size, by all strategies, hot and cold: with hot caches φ of 1 MiB and more
  /// had better be expanded again, with cold ones all; `direct` wins everywhere.
  private func rows(cold: Bool = true) throws -> [RecordedRow] {
    var definition = SweepDefinition()
    definition.base.values.merge([.a: .number(5), .b: .number(6)], uniquingKeysWith: { $1 })
    let values: [(Parameter, [Int])] = [
      (.h, [3, 7]), (.d, [6, 40]), (.dOut, [8, 64]), (.l, [1, 4, 16, 64, 128, 160]),
    ]
    definition.axes = values.map { .init($0, $1.map { .number($0) }) }
    definition.caches = cold ? [.hot, .cold] : [.hot]
    return try definition.points().flatMap { point in
      Strategies.known.map { strategy in
        let size = point.workload.phiBytes
        let ratio =
          switch strategy.name {
          case "cached": 1.0
          case "direct": 0.7
          case "recomputed": 1.3
          default: point.cache == .cold || size >= 1 << 20 ? 0.9 : 1.1
          }
        return Fixture.step(point, strategy.name, seconds: 1e-3 * ratio, spread: 0.01, ratio: ratio)
      }
    }
  }

  private func sentences(_ rows: [RecordedRow]) throws -> [String] {
    let results = try ReportedResults(paths: [try folder.csv("runs.csv", rows)])
    return try #require(results.answers.first.map { AnswerReport($0.answer).sentences })
  }

  @Test func threeSentencesSayFromWhichSizeOnAtWhichCostAndWhatDecides() throws {
    let sentences = try sentences(try rows())
    #expect(sentences.count == 3)
    #expect(
      sentences[0].hasPrefix(
        "Keeping φ against expanding it again (recomputed, tiled): with hot caches it loses "
          + "from φ = "))
    #expect(
      sentences[0].contains(
        "per thread on, where it takes 1.11 [1.11, 1.11] × the time (slower at "))
    #expect(
      sentences[0].contains(
        " points), and below it 0.91 ×; with cold caches it loses at every size measured (6.33 KiB to 35.9 MiB"
      ))
    #expect(sentences[0].contains("(slower at 48, faster at 0 of 48 points)"))
    #expect(
      sentences[1].hasPrefix(
        "Keeping φ against expanding nothing (direct): it loses at every size measured"))
    #expect(sentences[1].contains("takes 1.43 × the time (slower at 96, faster at 0 of 96 points)"))
    #expect(sentences[2].hasPrefix("There keeping φ takes "))
    #expect(sentences[2].contains("With hot caches size decides, not shape: 0 of "))
    #expect(sentences[2].contains("with cold caches neither size nor shape decides"))
    #expect(!sentences.joined().contains("To say more"))
  }

  @Test func ofOneKindOfConditionsNoneIsNamed() throws {
    let sentences = try sentences(try rows(cold: false))
    #expect(sentences[0].contains("(recomputed, tiled): it loses from φ = "))
    #expect(!sentences.joined().contains("caches"))
  }

  @Test func aFewPointsSayWhatToMeasure() throws {
    let sentences = try sentences(Array(try rows(cold: false).prefix(4)))
    #expect(
      sentences == [
        "1 point cannot say when keeping φ pays. To say more, measure at least 12 points, φ of 8.00 MiB per "
          + "thread and more, unlike shapes at each size."
      ])
    let alone = try rows(cold: false).filter { $0.strategy == "cached" }
    #expect(
      try self.sentences(alone) == [
        "To say when keeping φ pays, measure a strategy that keeps φ beside another one."
      ])
  }

  @Test func machinesAndThreadsHaveAnswersAndFiguresOfTheirOwn() throws {
    let rows = try rows(cold: false)
    var others = rows
    for index in others.indices { others[index].cpu = "Processor B" }
    let two = try Fixture.point(threads: 2)
    let paths = [
      try folder.csv("a.csv", rows),
      try folder.csv(
        "more.csv",
        [
          Fixture.step(two, "cached", seconds: 1), Fixture.step(two, "tiled", seconds: 2, ratio: 2),
        ]), try folder.csv("b.csv", others),
    ]
    let results = try ReportedResults(paths: paths)
    #expect(results.answers.map(\.files) == [["a.csv", "more.csv"], ["b.csv"]])
    #expect(
      results.answers.map { $0.figures.map(\.id) } == [
        ["answer", "answer-2-threads"], ["answer-2"],
      ])
    let text = Document(answersOf: results).text(for: .plain)
    #expect(text.hasPrefix("Processor A (SkylakeX): a.csv, more.csv\nKeeping φ against"))
    #expect(text.contains("\n\nProcessor B (SkylakeX): b.csv\n"))
    #expect(text.contains("To say more, measure at least 12 points with 2 threads."))
  }

  @Test func theFigureHasASeriesForEachStrategyAndStateOfTheCaches() throws {
    var rows = try rows()
    for strategy in ["cached", "tiled"] {
      rows.append(
        Fixture.step(
          try Fixture.point(layer: "a published layer"), strategy, seconds: 1,
          ratio: strategy == "cached" ? 1 : 0.8))
    }
    let results = try ReportedResults(paths: [try folder.csv("runs.csv", rows)])
    let figures = try #require(results.answers.first).figures
    #expect(figures.map(\.id) == ["answer"])
    let plot = figures[0].plot
    #expect(
      plot.series.compactMap(\.name) == [
        "recomputed, hot", "tiled, hot", "recomputed, cold", "tiled, cold", "direct, hot",
        "direct, cold",
      ])
    #expect(plot.labels.map(\.text) == ["a published layer"] && plot.labels[0].isUpright)
    #expect(plot.x.ticks.map(\.label).contains("2 MiB"))
    let marks = plot.series.filter { if case .cloud = $0.mark { true } else { false } }
    #expect(marks.map(\.points.count) == [48, 49, 48, 48, 48, 48])
    #expect(marks.allSatisfy { $0.points.allSatisfy { $0.yInterval != nil } })
  }
}
