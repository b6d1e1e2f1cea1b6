import Convolution
import Foundation
import Machine
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Reporting

@Suite struct ResultsComparisonTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func compare(
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
  private func sessions(
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
  private func beside(_ rows: [RecordedRow]) throws -> [RecordedRow] {
    try rows
      + (1...4).flatMap {
        sessions(try Fixture.point(l: $0), ["cached": 1, "recomputed": 1, "tiled": 1])
      }
  }

  private let still: KeyValuePairs = ["cached": 1.0, "recomputed": 1.1, "tiled": 0.9]

  /// What one strategy does by itself convicts it alone, the reference of the ratios, too.
  @Test(arguments: ["cached", "recomputed", "tiled"])
  func theStrategyThatMovedIsConvictedAlone(name: String) throws {
    let point = try Fixture.point()
    let old = try beside(sessions(point, still))
    for (factor, verdict) in [(1.1, StepComparison.Verdict.slower), (0.9, .faster), (1, .same)] {
      func time(_ strategy: String, _ seconds: Double) -> Double {
        strategy == name ? seconds * factor : seconds
      }
      let new = try beside(
        sessions(
          point,
          [
            "cached": time("cached", 1), "recomputed": time("recomputed", 1.1),
            "tiled": time("tiled", 0.9),
          ], machine: 1.4))
      let comparison = try compare(old, new)
      let moved = comparison.steps.filter { $0.verdict != .same }
      #expect(moved.map(\.key.strategy.name) == (factor == 1 ? [] : [name]))
      #expect(moved.allSatisfy { $0.verdict == verdict })
      #expect(comparison.isWorse == (factor > 1))
    }
  }

  /// The yardsticks moved with it.
  @Test func aSlowerMachineIsNoChange() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      beside(sessions(point, still)), beside(sessions(point, still, machine: 1.7)))
    #expect(comparison.steps.allSatisfy { $0.verdict == .same })
    #expect(comparison.isConclusive)
  }

  @Test func whatAllShareIsUndecidedPointByPoint() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      beside(sessions(point, still)), beside(sessions(point, still, machine: 1.5, seen: 1)))
    let together = comparison.steps.filter { $0.verdict == .together }
    #expect(together.map(\.key.point) == [point, point, point])
    #expect(!comparison.isWorse && !comparison.isConclusive)
  }

  /// Of two strategies the ratio alone does not say which one moved; the yardstick does.
  @Test func ofTwoStrategiesTheYardstickTellsWhichMoved() throws {
    let point = try Fixture.point()
    let old = try beside(sessions(point, ["cached": 1, "tiled": 1]))
    let told = try compare(old, beside(sessions(point, ["cached": 1, "tiled": 1.2])))
    #expect(told.steps.filter { $0.verdict == .slower }.map(\.key.strategy.name) == ["tiled"])
    let blind = try compare(
      old, beside(sessions(point, ["cached": 1, "tiled": 1.2], machine: 0.5, seen: 1)))
    #expect(!blind.isWorse && !blind.isConclusive)
  }

  @Test(arguments: [
    (1.10, 0.01, StepComparison.Verdict.slower), (1.02, 0.01, .same), (1.04, 0.02, .undecided),
    (1.20, 0.30, .undecided),
  ])
  func aTimeIsJudgedByItsInterval(
    factor: Double, spread: Double, verdict: StepComparison.Verdict
  ) throws {
    let point = try Fixture.point()
    let comparison = try compare(
      sessions(point, still, spread: spread),
      sessions(point, ["cached": 1, "recomputed": 1.1, "tiled": 0.9 * factor], spread: spread))
    #expect(comparison.steps[2].verdict == verdict)
  }

  @Test func theThresholdDecidesWhatIsTheSame() throws {
    let point = try Fixture.point()
    let (old, new) = (
      sessions(point, still, spread: 0.002),
      sessions(point, ["cached": 1, "recomputed": 1.1, "tiled": 0.99], spread: 0.002)
    )
    #expect(try compare(old, new, threshold: 0.2).steps[2].verdict == .same)
    #expect(try compare(old, new, threshold: 0.02).steps[2].verdict == .slower)
  }

  /// Without sessions ratios within a file convict, absolute times do not, and a sentence says so.
  @Test func ofFilesWithoutSessionsOnlyRatiosConvict() throws {
    let point = try Fixture.point()
    func rows(_ tiled: Double, _ machine: Double) -> [RecordedRow] {
      [("cached", 1.0), ("recomputed", 1.1), ("tiled", tiled)].map { name, time in
        var row = Fixture.step(point, name, seconds: time * machine, spread: 0.01, ratio: time)
        row.relativeMedian = nil
        return row
      }
    }
    let slower = try compare(rows(0.9, 1), rows(1.1, 1))
    #expect(slower.steps.map(\.verdict) == [.same, .same, .slower])
    #expect(
      ComparisonReport(slower).document().text(for: .plain).contains("no sessions with yardsticks"))
    #expect(try !compare(rows(0.9, 1), rows(0.9, 2)).isWorse)
  }

  /// Probabilities 0.001, 0.02, 0.03 at 5 %: 0.001 ≤ 0.05/3, 0.02 ≤ 0.05/2, 0.03 ≤ 0.05/1.
  @Test func statementsAreJudgedTogether() {
    #expect(Holm.hold([0.03, 0.001, 0.02], error: 0.05) == [true, true, true])
    #expect(Holm.hold([0.03, 0.001, 0.026], error: 0.05) == [false, true, false])
    #expect(Holm.hold([], error: 0.05) == [])
  }

  @Test func bytesAreComparedExactly() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      [
        Fixture.step(point, "cached", seconds: 1, peakBytes: 1_000_000),
        Fixture.step(point, "tiled", seconds: 1, peakBytes: 1_000_000),
      ],
      [
        Fixture.step(point, "cached", seconds: 1, peakBytes: 1_000_001),
        Fixture.step(point, "tiled", seconds: 1, peakBytes: 999_999),
      ])
    let change = MemoryChange(column: .peakBytes, old: 1_000_000, new: 1_000_001)
    #expect(comparison.steps[0].memory == [change])
    #expect(comparison.steps.map(\.isWorse) == [true, false])
    #expect(comparison.steps.map(\.isBetter) == [false, true])
    let text = ComparisonReport(comparison).document().text(for: .plain)
    #expect(text.contains("peak_bytes 1\u{202F}000\u{202F}000 → 1\u{202F}000\u{202F}001"))
    #expect(text.contains("Memory: more at 1, less at 1 of 2."))
  }

  @Test func aWarningKeepsWithinTheWindow() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      [Fixture.step(point, "cached", seconds: 1)],
      [Fixture.step(point, "cached", seconds: 1, cpu: "Processor B")])
    let text = ComparisonReport(comparison).document().text(
      for: Terminal(columns: 40, hasColour: false))
    #expect(text.contains("warning: the processors differ:"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(text)")
  }

  @Test func whatIsNotMeasuredAnyMoreIsWorse() throws {
    let (p, q) = (try Fixture.point(h: 3), try Fixture.point(h: 5))
    let measured = Fixture.step(p, "cached", seconds: 1)
    let comparison = try compare(
      [measured, Fixture.missing(q, "cached", .skipped, "no room")],
      [Fixture.missing(p, "cached", .failed, "killed"), Fixture.step(q, "cached", seconds: 1)])
    #expect(comparison.steps.map(\.verdict) == [.lost, .gained])
    #expect(comparison.steps.map(\.isWorse) == [true, false])
  }

  /// What was not tried tells nothing of the program, and neither that it is as good as it was.
  @Test func whatIsSkippedIsNeitherWorseNorProof() throws {
    let (p, q) = (try Fixture.point(h: 3), try Fixture.point(h: 5))
    let old = [p, q].map { Fixture.step($0, "cached", seconds: 1) }
    let skipped = Fixture.missing(q, "cached", .skipped, "no room")
    let comparison = try compare(old, [old[0], skipped])
    #expect(comparison.steps.map(\.verdict) == [.same, .skipped])
    #expect(!comparison.isWorse)
    #expect(comparison.missing == 1)
    #expect(!comparison.isConclusive)
    #expect(try compare(old, old).isConclusive)
    #expect(try !compare([old[1]], [skipped]).hasCommon)
  }

  @Test func whatOnlyOneRunHasIsListed() throws {
    let (p, q, r) = (
      try Fixture.point(h: 3), try Fixture.point(h: 5), try Fixture.point(h: 7)
    )
    let comparison = try compare(
      [Fixture.step(p, "cached", seconds: 1), Fixture.step(q, "cached", seconds: 1)],
      [Fixture.step(r, "cached", seconds: 1), Fixture.step(p, "cached", seconds: 1)])
    #expect(comparison.onlyOld.map(\.point) == [q])
    #expect(comparison.onlyNew.map(\.point) == [r])
    let text = ComparisonReport(comparison).document().text(for: .plain)
    #expect(text.contains("old.csv: 1\n- \(q.label) by cached"))
    #expect(!comparison.isWorse)
    let apart = try compare(
      [Fixture.step(p, "cached", seconds: 1)], [Fixture.step(q, "cached", seconds: 1)])
    #expect(!apart.isConclusive)
  }

  @Test func otherMachinesAndDoubledRowsAreWarnedOf() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      [
        Fixture.step(point, "cached", seconds: 9), Fixture.step(point, "cached", seconds: 1),
      ], [Fixture.step(point, "cached", seconds: 1, cpu: "Processor B")])
    #expect(comparison.steps.map(\.verdict) == [.same])
    #expect(
      comparison.differences == [
        .init(name: "processors", old: ["Processor A"], new: ["Processor B"])
      ])
    #expect(comparison.old.issues == [.rows(.repeated, lines: [2])])
  }

  @Test func bytesThatDisappearAreNotTheSame() throws {
    let point = try Fixture.point()
    let before = Fixture.step(point, "cached", seconds: 1)
    var now = before
    #expect(try compare([before], [now]).isConclusive)
    (now.phiBytes, now.savedBytes, now.peakBytes) = (nil, nil, nil)
    let comparison = try compare([before, Fixture.step(point, "tiled", seconds: 1)], [now])
    #expect(!comparison.isConclusive)
    #expect(ComparisonReport(comparison).summary.contains("Memory: not in both files"))
    let partly = try compare(
      [before, Fixture.step(point, "tiled", seconds: 1)],
      [now, Fixture.step(point, "tiled", seconds: 1)])
    #expect(
      ComparisonReport(partly).summary.contains("the same at the 1 of 2 with bytes in both files"))
  }

  @Test func anotherHostOfTheSameKindIsWarnedOf() throws {
    func row(_ host: String) throws -> RecordedRow {
      var row = Fixture.step(try Fixture.point(), "cached", seconds: 1)
      row.host = host
      return row
    }
    #expect(
      try compare([try row("a")], [try row("b")]).differences == [
        .init(name: "hosts", old: ["a"], new: ["b"])
      ])
  }

  /// Operations are set against those of the other strategies in yardsticks.
  @Test func operationsAreComparedOnRequest() throws {
    let point = try Fixture.point()
    func rows(_ phi: Double) -> [RecordedRow] {
      sessions(point, still).flatMap { step -> [RecordedRow] in
        var row = RecordedRow(point: point, strategy: step.strategy, operation: .phi)
        let seconds = step.strategy == "tiled" ? phi : 1
        (row.relativeMedian, row.relativeLow, row.relativeHigh) = (
          seconds, seconds * 0.99, seconds * 1.01
        )
        (row.timeMedian, row.sessions) = (seconds, 6)
        return [row, step]
      }
    }
    #expect(try compare(rows(1), rows(2)).steps.allSatisfy { $0.verdict == .same })
    let all = try compare(rows(1), rows(2), all: true)
    #expect(all.steps.filter { $0.verdict == .slower }.map(\.key.operation) == [.phi])
    #expect(ComparisonReport(all).document().text(for: .plain).contains("phi"))
  }

  @Test func aPullRequestSeesWhatChangedAndNoMarkupFromNames() throws {
    let evil = "x|<img src=https://example.org/x>\n@everyone `rm`"
    let (p, q) = (try Fixture.point(layer: evil), try Fixture.point(layer: "calm", h: 5))
    let comparison = try compare(
      sessions(p, still) + sessions(q, still),
      sessions(p, ["cached": 1, "recomputed": 1.1, "tiled": 1.8]) + sessions(q, still))
    let markdown = ComparisonReport(comparison).document().markdown
    #expect(markdown.contains("1 slower, 5 same"))
    #expect(markdown.contains("<details><summary>5 without a change</summary>"))
    #expect(!markdown.contains("<img"))
    #expect(!markdown.contains("@everyone"))
    #expect(markdown.contains("x\\|&lt;img src=https://example.org/x&gt; &#64;everyone \\`rm\\`"))
  }

  @Test func programsReadJSON() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      sessions(point, still), sessions(point, ["cached": 1, "recomputed": 1.1, "tiled": 1.8]))
    let json = Data(try ComparisonReport(comparison).json().utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["worse"] as? Bool == true)
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps[2]["verdict"] as? String == "slower")
    #expect(abs(try #require(steps[2]["own"] as? Double) - 2) < 1e-12)
    #expect(steps[2]["new_line"] as? Int == 4)
  }
}
