import Convolution
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement

@Suite struct ClaimTests {
  /// Two layers, one strategy after the other in every step.
  private func definition() -> SweepDefinition {
    var definition = SweepDefinition()
    definition.layers = [3, 5].map { h in
      var layer = LayerTemplate()
      layer.name = "h\(h)"
      layer.values[.h] = .number(h)
      return layer
    }
    return definition
  }

  @Test func sharesAddUpToTheStep() throws {
    let found = try SyntheticResults(definition()).verification()
    #expect(found.shares.count == 2 * Strategies.all.count)
    for share in found.shares {
      #expect(share.points == 1)
      #expect(abs(share.operations.map(\.time).reduce(0, +) - 1) < 1e-12)
      #expect(abs(share.operations.map(\.flops).reduce(0, +) - 1) < 1e-12)
      let elements = share.operations.compactMap(\.elements)
      #expect(elements.isEmpty || abs(elements.reduce(0, +) - 1) < 1e-12)
      #expect(share.verdict == .pass && share.isBottleneckInTime == .yes)
      // A nanosecond for each FLOP is a GFLOP/s.
      for operation in share.operations where operation.operation.isProduct {
        #expect(abs((operation.flopRate ?? 0) / 1e9 - 1) < 1e-6)
      }
    }
  }

  @Test func slowerExpansionTurnsTheTimeNotTheCount() throws {
    let found = try SyntheticResults(definition(), strategies: Strategies.known) { row, cost in
      row.operation.isProduct ? 1e-12 * cost : 1e-9 * cost
    }.verification()
    #expect(found.claimVerdict == .pass)
    // What expands nothing has nothing but products.
    for share in found.shares {
      let expands = share.operations.contains { $0.operation == .phi }
      #expect(share.isBottleneckInTime == (expands ? .no : .yes))
    }
  }

  @Test(arguments: [(2.0, Answer.yes), (0.5, .no)])
  func theTradeIsWhatTheStepsSay(factor: Double, answer: Answer) throws {
    let results = try SyntheticResults(definition(), strategies: [Cached(), Recomputed()]) {
      row, _ in row.strategy == "cached" ? 1e-3 : 1e-3 * factor
    }
    let trade = try #require(try results.verification().trades.first)
    #expect(trade.keeper == "cached" && trade.other == "recomputed")
    #expect(trade.storingIsFaster == answer)
    #expect(abs(trade.ratio.median - factor) < 1e-9)
    for point in trade.points {
      let kept = Double(point.point.workload.phiBytes) / 1_048_576
      #expect(abs((point.ratio.median - 1) * point.keeperSeconds - 1e-3 * (factor - 1)) < 1e-12)
      #expect(abs(point.savedSecondsPerMebibyte.median * kept / 1e-3 - (factor - 1)) < 1e-9)
    }
    #expect(trade.crossovers.isEmpty)
  }

  /// A median of few samples has no interval, and says nothing for sure, be it of a step or of the
  /// operations in it.
  @Test func withoutIntervalsNothingIsDecided() throws {
    var results = try SyntheticResults(definition(), strategies: [Cached(), Recomputed()]) {
      row, _ in row.strategy == "cached" ? 1e-3 : 2e-3
    }
    for index in results.rows.indices {
      (results.rows[index].timeLow, results.rows[index].timeHigh) = (nil, nil)
    }
    let found = try results.verification()
    let trade = try #require(found.trades.first)
    #expect(trade.counts == (faster: 0, slower: 0, undecided: 2))
    #expect(trade.storingIsFaster == .undecided)
    #expect(trade.points.allSatisfy { $0.ratio == Estimate(median: 2, low: nil, high: nil) })
    #expect(!found.shares.isEmpty)
    #expect(found.shares.allSatisfy { $0.isBottleneckInTime == .undecided })
  }

  /// Fewer points than a median needs samples are not drawn from, but they may be of one mind.
  @Test(arguments: [1, 5, 6])
  func fewPointsDecideWhatAllOfThemSay(count: Int) throws {
    var definition = SweepDefinition()
    definition.mode = .axes
    definition.axes = [.init(.d, (1...count).map { .number(3 + $0) })]
    func trade(_ first: Double) throws -> Trade {
      let results = try SyntheticResults(definition, strategies: [Cached(), Tiled()]) { row, _ in
        row.strategy == "cached" ? 1e-3 : row.value(.d) == 4 ? first : 2e-3
      }
      return try #require(try results.verification().trades.first)
    }
    let unanimous = try trade(3e-3)
    #expect(unanimous.storingIsFaster == .yes)
    #expect(unanimous.ratio.low != nil && unanimous.ratio.high != nil)
    let divided = try trade(1e-3)
    #expect(divided.storingIsFaster == (count == 6 ? .yes : .undecided))
  }

  /// Keeping φ pays below d = 8 and costs above it.
  @Test func crossoversAreFoundBetweenDecidedPoints() throws {
    var definition = SweepDefinition()
    definition.mode = .axes
    definition.axes = [.init(.d, [2, 4, 16, 32].map { .number($0) })]
    let results = try SyntheticResults(definition, strategies: [Cached(), Tiled()]) { row, _ in
      row.strategy == "cached" ? 1e-3 : 8e-3 / Double(row.value(.d))
    }
    let trade = try #require(try results.verification().trades.first)
    let crossover = try #require(trade.crossovers.first)
    #expect(trade.crossovers.count == 1 && crossover.parameter == .d)
    #expect(crossover.from == 4 && crossover.to == 16 && !crossover.keepingIsFasterAbove)
    #expect(abs(crossover.at - 8) < 1e-9)
  }

  /// Pairs know more than two medians that drifted.
  @Test func ratiosOfPairsAreTakenWhereTheyAre() throws {
    var results = try SyntheticResults(definition(), strategies: [Cached(), Recomputed()])
    for index in results.rows.indices where results.rows[index].operation == .step {
      guard results.rows[index].strategy == "recomputed" else { continue }
      results.rows[index].ratioMedian = 1.25
      results.rows[index].ratioLow = 1.2
      results.rows[index].ratioHigh = 1.3
      results.rows[index].ratioTo = "cached"
    }
    let trade = try #require(try results.verification().trades.first)
    #expect(trade.points.allSatisfy { $0.ratio == Estimate(median: 1.25, low: 1.2, high: 1.3) })
    #expect(trade.counts.faster == 2)
  }
}
