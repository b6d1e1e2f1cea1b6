import Convolution
import Foundation
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

/// What is said of a sweep, in words and with its rows.
@Suite struct SweepFindingsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func sentence(_ sweep: ReportedSweep, _ topic: Finding.Topic) throws -> String {
    try #require(sweep.findings.first { $0.topic == topic }).sentence
  }

  @Test func theTradeIsCountedAndSaidWithItsRows() throws {
    let sweep = try folder.sweep(try Fixture.sweep())
    let finding = try #require(sweep.findings.first)
    #expect(
      finding.sentence.hasPrefix(
        "cached was faster than recomputed at 5 of 7 points, slower at 2."))
    // (1.2⁵ · 0.8²)^(1/7)
    #expect(finding.sentence.contains("recomputed takes 1.07 × cached's time"))
    #expect(finding.sentence.contains("from 0.80 × [0.78, 0.82] (d=32 h=7 padding=3)"))
    #expect(finding.sentence.contains("to 1.20 × [1.18, 1.22]"))
    #expect(finding.evidence.count == 2)
    #expect(
      try sentence(sweep, .crossover)
        == "Of cached and recomputed: between h = 5 and 7 cached becomes the slower; along d cached "
        + "is the faster wherever the intervals tell (4 of 4 values).")
  }

  /// What one series does is said of that series, and the others are counted.
  @Test func everySeriesOfAProductSweepHasASay() throws {
    let rows = try [1, 3, 5, 7].flatMap { h in
      try [4, 8, 128].flatMap { d -> [RecordedRow] in
        let point = try Fixture.point(d: d, h: h)
        let factor = h == 1 || (d == 128 && h > 3) ? 1.5 : 0.7
        return [
          Fixture.step(point, "cached", seconds: 1),
          Fixture.step(point, "recomputed", seconds: factor),
          Fixture.step(point, "tiled", seconds: 0.8),
        ]
      }
    }
    let found = try folder.sweep(rows).findings.filter { $0.topic == .crossover }
    #expect(
      found.map(\.sentence) == [
        "Of cached and recomputed: of 3 series along h cached is the slower wherever the intervals "
          + "tell in 2, both in turn in 1 (between h = 3 and 5, at d=128, cached becomes the faster); "
          + "of 3 series along d cached is the slower wherever the intervals tell in 1, both in turn "
          + "in 2 (between d = 8 and 128, at h=5 padding=2, cached becomes the faster; between d = 8 "
          + "and 128, at h=7 padding=3, cached becomes the faster).",
        "Of cached and tiled: along h, d cached is the slower wherever the intervals tell (18 of 18 "
          + "values in 6 series).",
      ])
    #expect(found[0].evidence.count == 6)
  }

  /// Each strategy at each number of threads against the fewest, on the same layer, and not on another
  /// of its sizes.
  @Test func moreThreadsAreComparedWithTheFewest() throws {
    let rows = try [("one", 8, [12, 6, 4]), ("two", 8, [15, 10]), ("three", 4, [5])].flatMap {
      layer, d, times in
      try times.enumerated().map { index, seconds in
        Fixture.step(
          try Fixture.point(layer: layer, d: d, threads: index + 1), "tiled", seconds: seconds)
      }
    }
    let found = try folder.sweep(rows).findings.filter { $0.topic == .threads }
    #expect(
      found.map(\.sentence) == [
        "2 threads make tiled 1.73 × as fast as one, in the geometric mean of 2 points: from 1.50 × "
          + "(two) to 2.00 × (one).",
        "3 threads make tiled 3.00 × as fast as one, at one.",
      ])
    #expect(found.map { $0.evidence.map(\.line) } == [[5, 6, 2, 3], [2, 4]])
  }

  /// The same on one page: parts of sums, in the figure as in what `verify` says.
  @Test func largePointsWeighInSharesWhatTheyTake() throws {
    let rows = try [(1, 1e-3, 0.5), (8, 1.0, 0.9)].flatMap { l, seconds, part -> [RecordedRow] in
      let point = try Fixture.point(l: l)
      return Fixture.operations(point, "cached", seconds: seconds).map { row in
        var row = row
        row.timeMedian = row.timeMedian.map {
          row.operation.isProduct ? $0 / 0.9 * part : $0 / 0.1 * (1 - part)
        }
        return row
      } + [Fixture.step(point, "cached", seconds: seconds)]
    }
    let sweep = try folder.sweep(rows)
    let shares = try #require(OperationShares(of: "cached", in: sweep))
    #expect(abs(shares.productTime - (0.5e-3 + 0.9) / 1.001) < 1e-12)
    let verified = try #require(sweep.verification?.verification.shares.first)
    let time = try #require(verified.productTimeShare)
    #expect(abs(shares.productTime - time.median) < 1e-12)
    #expect(abs(shares.productFlops - verified.productFlopShare) < 1e-12)
  }

  @Test func productsAndFormulasAreSummedUp() throws {
    var rows = try Fixture.sweep()
    let good = try folder.sweep(rows)
    #expect(try sentence(good, .products).contains("take 90.0 % by cached, 90.0 % by recomputed"))
    #expect(try sentence(good, .formulas).contains("equal their formulas exactly in all"))
    rows[3].flops = (rows[3].flops ?? 0) + 1
    let bad = try #require(try folder.sweep(rows).findings.first { $0.topic == .formulas })
    #expect(bad.sentence.hasPrefix("In 1 of "))
    #expect(bad.evidence.map(\.line) == [5])
  }

  @Test func gapsAreSaid() throws {
    let (p, q) = (try Fixture.point(h: 3), try Fixture.point(h: 5))
    let sweep = try folder.sweep([
      Fixture.missing(p, "cached", .skipped, "needs 9 GiB"),
      Fixture.missing(q, "cached", .failed, "killed"),
    ])
    #expect(sweep.measured.isEmpty)
    let finding = try #require(sweep.findings.first)
    #expect(finding.topic == .gaps)
    #expect(
      finding.sentence
        == "Not measured: 1 skipped, 1 failed; the first because: needs 9 GiB.")
    #expect(sweep.figures.isEmpty)
  }
}
