import Convolution
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement

/// How sure the geometric mean of a trade is.
@Suite struct TradeIntervalTests {
  /// A trade at some points whose ratios are taken pair by pair.
  private func trade(_ ratios: [Estimate]) throws -> Trade {
    var definition = SweepDefinition()
    definition.mode = .axes
    definition.axes = [.init(.d, ratios.indices.map { .number(3 + $0) })]
    var results = try SyntheticResults(
      definition, strategies: [Cached(), Tiled()], operations: [.step])
    for index in results.rows.indices where results.rows[index].strategy == "tiled" {
      let ratio = ratios[results.rows[index].value(.d) - 3]
      results.rows[index].ratioTo = "cached"
      (results.rows[index].ratioMedian, results.rows[index].ratioLow) = (ratio.median, ratio.low)
      results.rows[index].ratioHigh = ratio.high
    }
    return try #require(try results.verification().trades.first)
  }

  /// Points that are undecided one by one are no proof together because their medians agree.
  @Test(arguments: [1, 2, 5, 6, 20])
  func agreeingMediansAreNoSurerThanTheirOwnIntervals(count: Int) throws {
    let point = Estimate(median: 1.0001, low: 0.9, high: 1.1)
    let trade = try trade(Array(repeating: point, count: count))
    #expect(trade.points.count == count)
    #expect(trade.points.allSatisfy { $0.keepingIsFaster == .undecided })
    #expect(trade.storingIsFaster == .undecided)
    #expect(abs((trade.ratio.low ?? 0) - 0.9) < 1e-9 && abs((trade.ratio.high ?? 0) - 1.1) < 1e-9)
    let saved = trade.savedSecondsPerMebibyte
    #expect((saved.low ?? 1) < 0 && (saved.high ?? -1) > 0)
  }

  /// Points that are sure of themselves and differ spread as far as they differ.
  @Test func pointsThatDifferAreNoSurerThanTheySpread() throws {
    let ratios = [0.5, 2, 0.8, 1.6, 0.4, 2.2, 1.1, 0.9].map {
      Estimate(median: $0, low: 0.999 * $0, high: 1.001 * $0)
    }
    let trade = try trade(ratios)
    #expect(trade.storingIsFaster == .undecided)
    #expect((trade.ratio.low ?? 1) < 0.9 && (trade.ratio.high ?? 1) > 1.2)
    // So few are not drawn from: what is said is of these points alone.
    let few = try self.trade(Array(ratios.prefix(3)))
    #expect(abs((few.ratio.low ?? 0) / few.ratio.median - 0.999) < 1e-9)
    #expect(few.storingIsFaster == .undecided)
  }

  @Test func aPointWithoutAnIntervalSpreadsAsFarAsTheWidest() throws {
    let bare = Estimate(median: 1.2, low: nil, high: nil)
    let known = Estimate(median: 1.2, low: 1.2 * 0.8, high: 1.2 * 1.1)
    let trade = try trade([bare, bare, bare, bare, bare, known])
    #expect(abs((trade.ratio.low ?? 0) - 1.2 * 0.8) < 1e-9)
    #expect(trade.storingIsFaster == .undecided)
    let unknown = try self.trade(Array(repeating: bare, count: 8))
    #expect(unknown.ratio.low == nil && unknown.ratio.high == nil)
    #expect(unknown.storingIsFaster == .undecided)
  }
}
