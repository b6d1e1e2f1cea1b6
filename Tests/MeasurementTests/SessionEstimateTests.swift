import Foundation
import Testing

@testable import Measurement

/// What several sessions say together.
@Suite struct SessionEstimateTests {
  /// Logarithms −1, 0 and 1 have the deviation 1, and t is 4.3027 for two degrees of freedom.
  @Test func theIntervalIsStudentsOverLogarithms() throws {
    let estimate = Estimate(overSessions: [exp(-1), exp(1), 1])
    #expect(abs(estimate.median - 1) < 1e-12)
    let factor = exp(4.302_652_7 * (.pi / 2 / 3).squareRoot())
    #expect(abs(try #require(estimate.high) / factor - 1) < 1e-6)
    #expect(abs(try #require(estimate.low) * (try #require(estimate.high)) - 1) < 1e-12)
  }

  /// One session that a neighbour disturbed does not move it.
  @Test func theMiddleIsTheMedianOfLogarithms() {
    #expect(abs(Estimate(overSessions: [1, 2, 4, 800]).median - 8.0.squareRoot()) < 1e-12)
  }

  @Test(arguments: [[5.0], [2, 8]])
  func fewSessionsHaveNoInterval(values: [Double]) {
    let estimate = Estimate(overSessions: values)
    #expect(abs(estimate.median - (values.count == 1 ? 5 : 4)) < 1e-12)
    #expect(estimate.low == nil && estimate.high == nil)
  }

  /// As tabulated.
  @Test(arguments: [
    (1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (5, 2.57058), (8, 2.30600),
    (20, 2.08596), (100, 1.98397), (1000, 1.96234),
  ])
  func studentsQuantiles(degrees: Int, quantile: Double) {
    #expect(abs(StudentT.quantile(degrees: degrees) / quantile - 1) < 1e-5)
  }
}
