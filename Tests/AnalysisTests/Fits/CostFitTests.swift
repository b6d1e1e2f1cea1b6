import Convolution
import Measurement
import Testing

@testable import Analysis

@Suite struct CostFitTests {
  @Test func overheadAndCoefficientAreRecovered() throws {
    let results = try SyntheticResults(
      SyntheticResults.spread(count: 60), strategies: [Recomputed()], operations: [.phi, .gemmDW]
    ) { row, cost in
      // One call for each image.
      row.operation == .phi ? 3e-6 * Double(row.value(.l)) + 2e-10 * cost : 5e-12 * cost
    }
    let fits = try results.verification().fits
    #expect(fits.map(\.subject.operation) == [.phi, .gemmDW])
    let phi = try #require(fits.first)
    let overhead = try #require(phi.overhead)
    #expect(abs(overhead.value / 3e-6 - 1) < 1e-3)
    #expect(overhead.low <= 3e-6 && overhead.high >= 3e-6 && overhead.halfWidth < 1e-8)
    #expect(abs(phi.coefficient.value / 2e-10 - 1) < 1e-3)
    #expect(phi.unit == .element)
    #expect(abs(phi.prediction.relativeError) < 1e-3)
    let product = try #require(fits.last)
    #expect(try #require(product.overhead).value < 1e-9)
    #expect(abs(product.coefficient.value / 5e-12 - 1) < 1e-3)
    #expect(product.unit == .flop)
  }

  @Test func theLargestPointIsPredictedNotFitted() throws {
    let results = try SyntheticResults(strategies: [Recomputed()], operations: [.phi]) {
      row, cost in
      // h = 11 is the largest φ by far, and takes twice as long as the others would tell.
      1e-9 * cost * (row.value(.h) == 11 ? 2 : 1)
    }
    let fit = try #require(try results.verification().fits.first)
    #expect(abs(fit.prediction.relativeError + 0.5) < 1e-3)
    #expect(abs(fit.coefficient.value / 1e-9 - 1) < 1e-3)
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
