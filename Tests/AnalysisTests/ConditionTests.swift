import Convolution
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement

/// Times of different conditions are never taken together.
@Suite struct ConditionTests {
  /// Some batches, in each precision, with each number of threads, hot and cold.
  private func results(
    l batches: [Int], operations: [Convolution.Operation] = Operation.allCases,
    time: SyntheticResults.Time
  ) throws -> SyntheticResults {
    var definition = SweepDefinition()
    definition.axes = [
      .init(.l, batches.map { .number($0) }),
      .init(.threads, [1, 4].map { .number($0) }),
    ]
    definition.precisions = [.float, .double]
    definition.caches = [.hot, .cold]
    return try SyntheticResults(
      definition, strategies: [Cached(), Recomputed()], operations: operations, time: time)
  }

  /// What a unit takes under some conditions: no two alike.
  private func factor(_ conditions: Conditions) -> Double {
    (conditions.precision == .double ? 2 : 1) / Double(conditions.threads).squareRoot()
      * (conditions.cache == .cold ? 3 : 1)
  }

  @Test func eachHasItsOwnCoefficient() throws {
    let results = try results(l: [1, 2, 3, 4, 6, 8, 12, 16, 32], operations: [.biasReLU]) {
      row, cost in
      1e-9 * cost * factor(Conditions(row.point))
    }
    let fits = try results.verification().fits.filter { $0.subject.strategy == "recomputed" }
    #expect(Set(fits.map(\.conditions)).count == 8)
    for fit in fits {
      #expect(abs(fit.coefficient.value / (1e-9 * factor(fit.conditions)) - 1) < 1e-3)
    }
  }

  @Test func eachHasItsOwnSharesAndTrade() throws {
    // With cold caches keeping φ is slower, with hot ones faster; φ takes longer in double.
    let results = try results(l: [1, 2, 4, 8]) { row, cost in
      let isCold = row.point.cache == .cold
      switch row.operation {
      case .step: return row.strategy == "cached" ? 1e-3 : isCold ? 5e-4 : 2e-3
      case .phi: return (row.point.workload.precision == .double ? 1 : 1e-9) * cost
      default: return 1e-9 * cost
      }
    }
    let found = try results.verification()
    #expect(found.shares.count == 2 * 8)
    for share in found.shares {
      #expect(share.points == 4)
      #expect(share.isBottleneckInTime == (share.conditions.precision == .double ? .no : .yes))
    }
    #expect(found.trades.count == 8)
    for trade in found.trades {
      #expect(trade.points.count == 4)
      #expect(trade.points.allSatisfy { Conditions($0.point) == trade.conditions })
      #expect(trade.storingIsFaster == (trade.conditions.cache == .cold ? .no : .yes))
    }
  }
}
