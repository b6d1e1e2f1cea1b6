import Analysis
import Convolution
import Correctness
import Measurement
@testable import Networks
import Results
import TestFixtures
import Testing

@testable import Reporting

/// Whole outputs of reports, as a user sees them.
@Suite struct ReportSnapshotTests {
  @Test func check() throws {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 9, b: 8, dOut: 4, h: 3)
    func result(
      _ reference: CheckResult.Reference, _ actual: [Double], tiles: Int? = nil, setAside: Int = 0
    ) -> CheckResult {
      CheckResult(
        reference, strategy: "tiled", precision: .float, threads: 2, tileColumns: tiles,
        layer: "3 × 3",
        Comparison(
          .output, geometry, actual: actual, expected: actual.map { _ in 1 }, bound: { _ in 1e-6 }),
        setAside: setAside)
    }
    let good = [result(.definition, [1, 1 + 5e-7], tiles: 5), result(.slides, [1])]
    let bad = [
      result(.strategy("cached"), [1, 1.5], setAside: 3),
      result(.finiteDifferences, [], tiles: 1, setAside: 7),
    ]
    let report = CheckReport(good + bad)
    try Snapshot.expect(report.document.text(for: .plain), is: "check.txt")
    try Snapshot.expect(try report.json(), is: "check.json")
    #expect([report.count(.good), report.count(.mismatch)] == [2, 1])
    #expect(
      CheckReport(good).document.markdown.hasPrefix(
        "All 2 comparisons are within their bounds.\n\n| against |"))
  }

  @Test func plan() throws {
    let network = try Network(
      NetworkDefinition(
        input: ImageShape(d: 2, a: 13, b: 11),
        layers: [
          .init(name: "one", [.dOut: 5, .h: 3, .pool: 2]), .init(name: "two", [.dOut: 7, .h: 2]),
        ], classes: 3), batch: 4)
    let candidates = Strategies.all.filter { ["cached", "tiled"].contains($0.name) }
    let rows = network.layers.enumerated().flatMap { index, layer in
      candidates.flatMap { strategy in
        [Convolution.Operation.forward, .backward].map { operation in
          var row = RecordedRow(
            point: Point(layer: layer.name, workload: layer.workload), strategy: Strategy(strategy),
            operation: operation)
          row.timeMedian = 1e-4 * Double(index + 1)
          if (operation, strategy.name) == (.backward, "tiled") { row.timeMedian? *= 1.5 }
          return row
        }
      }
    }
    let folder = try TemporaryFolder()
    let times = LayerTimes(try Dataset(path: try folder.csv("x.csv", rows)), cache: .hot)
    let problem = try PlanningProblem(
      network, candidates: candidates, keepsVelocity: true, baseSeconds: 1e-6,
      seconds: times.seconds)
    let planner = Planner(problem)
    let budget = planner.leastBudgetBytes + 4_000
    let plan = try #require(planner.fastest(within: budget))
    var report = PlanReport(
      plan, by: try LayerStrategies(names: plan.options.dropLast().map(\.strategy)), for: network,
      problem: problem, candidates: candidates, times: times, keepsVelocity: true,
      budgetBytes: budget)
    report.frontier = planner.frontier
    report.showsTimeline = true
    try Snapshot.expect(report.document.text(for: .plain), is: "plan.txt")
    try Snapshot.expect(try report.json(), is: "plan.json")
  }

  /// Two mini-batches of a model with three layers, one of which `recomputed` lacks.
  @Test func model() throws {
    let rows = try [1, 4].flatMap { l in
      try [3: 1, 8: 12, 64: 1].sorted { $0.key < $1.key }.flatMap { d, count in
        let point = Point(
          layer: "conv \(d)", workload: try Fixture.point(l: l, d: d).workload, count: count)
        return ["cached", "recomputed"].filter { ($0, l, d) != ("recomputed", 4, 3) }.map { name in
          let factor = name == "cached" ? 1.0 : 0.75
          return Fixture.step(
            point, name, seconds: 1e-5 * Double(l * d) * factor, ratio: factor)
        }
      }
    }
    let models = try TemporaryFolder().run(rows).models
    let document = Document(ModelReport(models).blocks)
    try Snapshot.expect(document.text(for: .plain), is: "model.txt")
  }

  @Test func compare() throws {
    let folder = try TemporaryFolder()
    let points = try [3, 5, 7].map { try Fixture.point(layer: "conv\($0)", h: $0) }
    func rows(_ factors: [Double], _ cpu: String) -> [RecordedRow] {
      zip(points, factors).map { point, factor in
        Fixture.step(
          point, "cached", seconds: 0.01 * factor,
          peakBytes: 1_000_000 * Int(factor.rounded(.up)), cpu: cpu)
      }
    }
    let old = try folder.csv("old.csv", rows([1, 1, 1], "Processor A"))
    let new = try folder.csv(
      "new.csv",
      rows([1.5, 1], "Processor B") + [
        Fixture.step(points[2], "tiled", seconds: 1, cpu: "Processor B")
      ])
    let report = ComparisonReport(
      ResultsComparison(
        old: try Dataset(path: old), new: try Dataset(path: new), threshold: 0.05,
        allOperations: false))
    func named(_ text: String) -> String {
      text.replacing(folder.url.path + "/", with: "")
    }
    let terminal = Terminal(columns: nil, hasColour: true)
    try Snapshot.expect(named(report.document().text(for: terminal)), is: "compare.terminal.txt")
    try Snapshot.expect(named(report.document().markdown), is: "compare.md")
    try Snapshot.expect(named(try report.json()), is: "compare.json")
  }

  /// A comment on GitHub has room for 65,536 characters.
  @Test func aLongComparisonFitsIntoAComment() throws {
    let folder = try TemporaryFolder()
    let points = try (1...400).map {
      try Fixture.point(layer: "a layer of some length \($0)", l: $0)
    }
    func file(_ name: String, seconds: Double) throws -> String {
      try folder.csv(name, points.map { Fixture.step($0, "recomputed", seconds: seconds) })
    }
    let report = ComparisonReport(
      ResultsComparison(
        old: try Dataset(path: try file("old.csv", seconds: 1)),
        new: try Dataset(path: try file("new.csv", seconds: 2)),
        threshold: 0.05, allOperations: false))
    let markdown = report.document(mostRows: ComparisonReport.mostInComment).markdown
    #expect(markdown.utf16.count < 65_536)
    #expect(markdown.contains("The first 150 of 400."))
    #expect(markdown.split(separator: "\n").count { $0.hasPrefix("| a layer") } == 150)
  }
}
