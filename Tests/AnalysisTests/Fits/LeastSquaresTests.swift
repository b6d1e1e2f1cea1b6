import Testing

@testable import Analysis

@Suite struct LeastSquaresTests {
  @Test func anExactProblemIsSolvedExactly() throws {
    // y = 3 − 2·x + 0.5·x², six equations.
    let x = [0.0, 1, 2, 3, 4, 7]
    let fit = try #require(
      LeastSquares(
        columns: [x.map { _ in 1 }, x, x.map { $0 * $0 }],
        target: x.map { 3 - 2 * $0 + 0.5 * $0 * $0 }))
    #expect(fit.coefficients.count == 3)
    for (found, expected) in zip(fit.coefficients, [3, -2, 0.5]) {
      #expect(abs(found - expected) < 1e-12)
    }
  }

  @Test func whatDoesNotFitIsMetInTheMean() throws {
    let fit = try #require(LeastSquares(columns: [[1, 1, 1]], target: [1, 2, 6]))
    #expect(abs(fit.coefficients[0] - 3) < 1e-12)
  }

  @Test func unitsDoNotDecideOnRank() throws {
    let x = [1.0, 2, 4, 5]
    let fit = try #require(
      LeastSquares(
        columns: [x.map { _ in 1e9 }, x.map { 1e-9 * $0 }], target: x.map { 2 + 3 * $0 }))
    #expect(abs(fit.coefficients[0] - 2e-9) < 1e-20)
    #expect(abs(fit.coefficients[1] - 3e9) < 1)
  }

  @Test(
    arguments: [
      ([[1, 2, 3], [2, 4, 6]], [1, 2, 3]), ([[0, 0]], [1, 2]), ([[1], [2]], [1]),
      ([[1, .nan]], [1, 2]), ([[1, 1]], [1, .infinity]),
    ] as [([[Double]], [Double])])
  func whatHasNoSingleSolutionHasNone(columns: [[Double]], target: [Double]) {
    #expect(LeastSquares(columns: columns, target: target) == nil)
  }

  /// Of y = a + b·x the slope's variance is 1 ÷ Σ (x − x̄)², and that of a + b·x̄ is 1 ÷ n.
  @Test func variancesAreThoseOfAStraightLine() throws {
    let x = [1.0, 2, 4, 9]
    let fit = try #require(LeastSquares(columns: [x.map { _ in 1 }, x], target: x))
    #expect(abs(fit.variances[1] - 1 / 38.0) < 1e-12)
    #expect(abs(fit.variance(of: [1, 4]) - 1 / 4.0) < 1e-12)
  }
}
