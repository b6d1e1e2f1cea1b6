import Analysis
import Convolution
import Foundation
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

/// What is computed of a run, with its rows.
@Suite struct ReportedRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func theTradeIsCountedWithItsRows() throws {
    let run = try folder.run(try Fixture.sweep())
    let trade = try #require(run.trades.first)
    #expect(run.trades.count == 1 && trade.points.count == 7)
    #expect(trade.counts == (faster: 5, slower: 2, undecided: 0))
    // (1.2⁵ · 0.8²)^(1/7)
    #expect(abs(trade.ratio.median - 1.0688) < 1e-4)
    let ends = trade.extremes
    #expect(ends.least.ratio.median == 0.8 && ends.most.ratio.median == 1.2)
    #expect(ends.least.rows.allSatisfy { $0.file.hasSuffix("runs.csv") && $0.line > 1 })
    #expect(trade.crossovers.map(\.parameter) == [.h])
    #expect(trade.crossovers.map { [$0.from, $0.to] } == [[5, 7]])
    #expect(!trade.crossovers[0].keepingIsFasterAbove)
  }

  /// Hot and cold caches, one thread and two: each is stated by itself, alike by report and verify.
  @Test func mixedConditionsAreStatedEachByItself() throws {
    let conditions = [(CacheState.hot, 1), (.hot, 2), (.cold, 1), (.cold, 2)]
    let rows = try conditions.enumerated().flatMap { index, condition -> [RecordedRow] in
      try [3, 5, 7].flatMap { h -> [RecordedRow] in
        let workload = try Fixture.point(h: h, threads: condition.1).workload
        let point = Point(layer: "", workload: workload, cache: condition.0)
        let ratio = [1.5, 1.2, 0.8, 0.5][index]
        return [
          Fixture.step(point, "cached", seconds: 1, ratio: 1),
          Fixture.step(point, "tiled", seconds: ratio, ratio: ratio),
        ]
      }
    }
    let path = try folder.csv("mixed.csv", rows)
    let run = try #require(try ReportedResults(paths: [path]).runs.first)
    let verified = Verification(of: try Dataset(path: path)).trades
    for trades in [run.trades, verified] {
      #expect(
        trades.map { [$0.conditions.cache == .cold ? 1 : 0, $0.conditions.threads] }
          == [[0, 1], [0, 2], [1, 1], [1, 2]])
      #expect(trades.map { ($0.ratio.median * 10).rounded() } == [15, 12, 8, 5])
      #expect(trades.map(\.storingIsFaster) == [.yes, .yes, .no, .no])
      #expect(trades.map(\.points.count) == [3, 3, 3, 3])
    }
    let report = TradeReport(run.trades.map { (nil, $0) })
    #expect(
      run.trades.map(report.place) == [
        "threads=1 cache=hot", "threads=2 cache=hot", "threads=1 cache=cold",
        "threads=2 cache=cold",
      ])
    #expect(report.answers.count == 4)
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
    let speedups = try folder.run(rows).speedups
    #expect(speedups.map(\.conditions.threads) == [2, 3])
    #expect(speedups.map { $0.entries.map(\.factor) } == [[2, 1.5], [3]])
    #expect(
      speedups.map { $0.entries.map { $0.rows.map(\.line) } } == [[[2, 3], [5, 6]], [[2, 4]]])
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
    let run = try folder.run(rows)
    let shares = try #require(run.shares.first)
    let time = try #require(shares.productTimeShare)
    #expect(abs(time.median - (0.5e-3 + 0.9) / 1.001) < 1e-6)
    let verified = try #require(run.verification?.shares.first)
    #expect(verified.productTimeShare?.median == time.median)
    #expect(verified.productFlopShare == shares.productFlopShare)
  }

  @Test func aWrongCountIsNamedByItsRow() throws {
    var rows = try Fixture.sweep()
    #expect(try folder.run(rows).verification?.counts.differences.isEmpty == true)
    rows[3].flops = (rows[3].flops ?? 0) + 1
    let bad = try #require(try folder.run(rows).verification?.counts)
    #expect(bad.differences.map(\.row.line) == [5])
  }

  @Test func gapsAreSaid() throws {
    let (p, q) = (try Fixture.point(h: 3), try Fixture.point(h: 5))
    let run = try folder.run([
      Fixture.missing(p, "cached", .skipped, "needs 9 GiB"),
      Fixture.missing(q, "cached", .failed, "killed"),
    ])
    #expect(run.dataset.isEmpty && run.figures.isEmpty)
    guard case .paragraph(let text, _)? = run.gapBlocks.first else {
      Issue.record("nothing is said of what is missing")
      return
    }
    #expect(text.hasPrefix("Not measured: 1 skipped, 1 failed;"))
    #expect(text.contains(":2) because: needs 9 GiB"))
  }
}
