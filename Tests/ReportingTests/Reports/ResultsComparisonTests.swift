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

  @Test(arguments: [
    (1.10, 0.02, StepComparison.Verdict.slower), (0.90, 0.02, .faster), (1.00, 0.02, .same),
    (1.02, 0.01, .same),
    (1.04, 0.02, .undecided), (1.20, 0.30, .undecided), (1.00, 0.10, .undecided),
  ])
  func aTimeIsJudgedByItsInterval(
    factor: Double, spread: Double, verdict: StepComparison.Verdict
  ) throws {
    let point = try Fixture.point()
    let comparison = try compare(
      [Fixture.step(point, "cached", seconds: 0.01, spread: spread)],
      [Fixture.step(point, "cached", seconds: 0.01 * factor, spread: spread)])
    #expect(comparison.steps.map(\.verdict) == [verdict])
    #expect(comparison.isWorse == (verdict == .slower))
  }

  @Test func theThresholdDecidesWhatIsTheSame() throws {
    let point = try Fixture.point()
    let (old, new) = (
      [Fixture.step(point, "cached", seconds: 1)], [Fixture.step(point, "cached", seconds: 1.1)]
    )
    #expect(try compare(old, new, threshold: 0.2).steps[0].verdict == .same)
    #expect(try compare(old, new, threshold: 0.02).steps[0].verdict == .slower)
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

  /// Five samples have no interval: however much slower, nothing is decided, and nothing is good.
  @Test(arguments: [(1000.0, 1), (1.0, 0), (0.001, 0)])
  func timesWithoutIntervalsDecideNothing(factor: Double, suspects: Int) throws {
    func rough(_ seconds: Double) throws -> RecordedRow {
      var row = Fixture.step(try Fixture.point(h: 5), "tiled", seconds: seconds)
      (row.timeLow, row.timeHigh) = (nil, nil)
      return row
    }
    let alone = try compare([rough(0.01)], [rough(0.01 * factor)])
    #expect(alone.hasCommon && !alone.isConclusive && alone.suspects == suspects)
    #expect(ComparisonReport(alone).summary.contains("1 undecided"))
    // Beside a time that is decided only a suspect keeps the whole from being so.
    let good = Fixture.step(try Fixture.point(), "tiled", seconds: 1)
    let both = try compare([good, rough(0.01)], [good, rough(0.01 * factor)])
    #expect(both.isConclusive == (suspects == 0))
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

  @Test func aMachineThatSlowedDownIsSuspected() throws {
    let points = try (1...8).map { try Fixture.point(l: $0) }
    let comparison = try compare(
      points.map { Fixture.step($0, "cached", seconds: 1) },
      points.map { Fixture.step($0, "cached", seconds: 1.3) })
    #expect(comparison.differences.isEmpty)
    #expect(abs((comparison.drift?.median ?? 0) - 1.3) < 1e-12)
  }

  @Test func operationsAreComparedOnRequest() throws {
    let point = try Fixture.point()
    func phi(_ seconds: Double) -> RecordedRow {
      var row = RecordedRow(point: point, strategy: "cached", operation: .phi)
      (row.timeMedian, row.timeLow, row.timeHigh) = (seconds, seconds * 0.99, seconds * 1.01)
      return row
    }
    let step = Fixture.step(point, "cached", seconds: 10)
    #expect(try compare([step, phi(1)], [step, phi(2)]).steps.map(\.verdict) == [.same])
    let all = try compare([step, phi(1)], [step, phi(2)], all: true)
    #expect(all.steps.map(\.verdict) == [.same, .slower])
    #expect(ComparisonReport(all).document().text(for: .plain).contains("phi"))
  }

  @Test func aPullRequestSeesWhatChangedAndNoMarkupFromNames() throws {
    let evil = "x|<img src=https://example.org/x>\n@everyone `rm`"
    let (p, q) = (try Fixture.point(layer: evil), try Fixture.point(layer: "calm", h: 5))
    let comparison = try compare(
      [Fixture.step(p, "cached", seconds: 1), Fixture.step(q, "cached", seconds: 1)],
      [Fixture.step(p, "cached", seconds: 2), Fixture.step(q, "cached", seconds: 1)])
    let markdown = ComparisonReport(comparison).document().markdown
    #expect(markdown.contains("1 slower, 1 same"))
    #expect(markdown.contains("<details><summary>1 without a change</summary>"))
    #expect(!markdown.contains("<img"))
    #expect(!markdown.contains("@everyone"))
    #expect(markdown.contains("x\\|&lt;img src=https://example.org/x&gt; &#64;everyone \\`rm\\`"))
  }

  @Test func programsReadJSON() throws {
    let point = try Fixture.point()
    let comparison = try compare(
      [Fixture.step(point, "cached", seconds: 1)], [Fixture.step(point, "cached", seconds: 2)])
    let json = Data(try ComparisonReport(comparison).json().utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["worse"] as? Bool == true)
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps[0]["verdict"] as? String == "slower")
    #expect(steps[0]["ratio"] as? Double == 2)
    #expect(steps[0]["new_line"] as? Int == 2)
  }
}
