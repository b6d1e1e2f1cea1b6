import Convolution
import Measurement
import Testing

@testable import Analysis

@Suite struct CostFitTests {
  @Test func overheadAndCoefficientAreRecovered() throws {
    let results = try SyntheticResults(strategies: [Recomputed()], operations: [.phi, .gemmDW]) {
      row, cost in row.operation == .phi ? 3e-6 + 2e-10 * cost : 5e-12 * cost
    }
    let fits = try results.verification().fits
    #expect(fits.map(\.subject.operation) == [.phi, .gemmDW])
    let phi = try #require(fits.first)
    #expect(abs(phi.overhead.value / 3e-6 - 1) < 1e-9)
    #expect(abs(phi.coefficient.value / 2e-10 - 1) < 1e-9)
    #expect(abs(phi.overhead.low / 3e-6 - 1) < 1e-6)
    #expect(abs(phi.coefficient.high / 2e-10 - 1) < 1e-6)
    #expect(phi.unit == .element)
    #expect(abs(phi.prediction.relativeError) < 1e-9)
    let product = try #require(fits.last)
    #expect(product.overhead.value < 1e-15)
    #expect(abs(product.coefficient.value / 5e-12 - 1) < 1e-9)
    #expect(product.unit == .flop)
  }

  /// A fit of absolute errors would be decided by the largest point.
  @Test func relativeErrorsCountTheSameAtEveryPoint() throws {
    let fit = try #require(LinearCost(costs: [1, 10, 100, 1000], times: [2, 11, 101, 2000]))
    // The small points are met well, although the largest is off by half.
    #expect(abs(fit.time(10) / 11 - 1) < 0.2)
  }

  @Test func neitherPartIsNegative() throws {
    let falling = try #require(LinearCost(costs: [1, 2, 3], times: [3, 2, 1]))
    #expect(falling.coefficient == 0 && falling.overhead > 0)
    let steep = try #require(LinearCost(costs: [1, 2, 3], times: [1, 4, 9]))
    #expect(steep.overhead == 0 && steep.coefficient > 0)
    #expect(LinearCost(costs: [2, 2, 2], times: [1, 2, 3]) == nil)
  }

  @Test func theLargestPointIsPredictedNotFitted() throws {
    let results = try SyntheticResults(strategies: [Recomputed()], operations: [.phi]) {
      row, cost in
      // h = 11 is the largest φ by far, and takes twice as long as the others would tell.
      1e-9 * cost * (row.value(.h) == 11 ? 2 : 1)
    }
    let fit = try #require(try results.verification().fits.first)
    #expect(abs(fit.prediction.relativeError + 0.5) < 1e-9)
    #expect(abs(fit.coefficient.value / 1e-9 - 1) < 1e-9)
  }

  @Test func thePointsAloneDecideOnTheDraws() {
    let values = (0..<20).map(Double.init)
    func interval() -> [ClosedRange<Double>]? {
      Bootstrap.intervals(count: 20) { indices in
        [indices.reduce(0) { $0 + values[$1] } / 20]
      }
    }
    #expect(interval() == interval())
    // The mean of 0 … 19 is 9.5 with a standard error of 1.29.
    let found = interval()?[0] ?? 0...0
    #expect(abs(found.lowerBound - 7) < 0.8 && abs(found.upperBound - 12) < 0.8)
    #expect(Bootstrap.intervals(count: 3) { _ in nil } == nil)
  }
}
