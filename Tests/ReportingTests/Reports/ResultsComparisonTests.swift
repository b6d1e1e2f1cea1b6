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

/// What two runs have, have not, and take in bytes.
@Suite struct ResultsComparisonTests {
  private let runs: ComparisonFixture

  init() throws {
    runs = try ComparisonFixture()
  }

  @Test func bytesAreComparedExactly() throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
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

  @Test func whatIsNotMeasuredAnyMoreIsWorse() throws {
    let (p, q) = (try Fixture.point(h: 3), try Fixture.point(h: 5))
    let measured = Fixture.step(p, "cached", seconds: 1)
    let comparison = try runs.compare(
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
    let comparison = try runs.compare(old, [old[0], skipped])
    #expect(comparison.steps.map(\.verdict) == [.same, .skipped])
    #expect(!comparison.isWorse)
    #expect(comparison.missing == 1)
    #expect(!comparison.isConclusive)
    #expect(try runs.compare(old, old).isConclusive)
    #expect(try !runs.compare([old[1]], [skipped]).hasCommon)
  }

  @Test func whatOnlyOneRunHasIsListed() throws {
    let (p, q, r) = (
      try Fixture.point(h: 3), try Fixture.point(h: 5), try Fixture.point(h: 7)
    )
    let comparison = try runs.compare(
      [Fixture.step(p, "cached", seconds: 1), Fixture.step(q, "cached", seconds: 1)],
      [Fixture.step(r, "cached", seconds: 1), Fixture.step(p, "cached", seconds: 1)])
    #expect(comparison.onlyOld.map(\.point) == [q])
    #expect(comparison.onlyNew.map(\.point) == [r])
    let text = ComparisonReport(comparison).document().text(for: .plain)
    #expect(text.contains("old.csv: 1\n- \(q.label) by cached"))
    #expect(!comparison.isWorse)
    let apart = try runs.compare(
      [Fixture.step(p, "cached", seconds: 1)], [Fixture.step(q, "cached", seconds: 1)])
    #expect(!apart.isConclusive)
  }

  @Test func otherMachinesAndDoubledRowsAreWarnedOf() throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
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
    #expect(try runs.compare([before], [now]).isConclusive)
    (now.phiBytes, now.savedBytes, now.peakBytes) = (nil, nil, nil)
    let comparison = try runs.compare([before, Fixture.step(point, "tiled", seconds: 1)], [now])
    #expect(!comparison.isConclusive)
    #expect(ComparisonReport(comparison).summary.contains("Memory: not in both files"))
    let partly = try runs.compare(
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
      try runs.compare([try row("a")], [try row("b")]).differences == [
        .init(name: "hosts", old: ["a"], new: ["b"])
      ])
  }
}
