import Convolution
import Foundation
import Testing

@testable import Measurement

@Suite struct EstimateTests {
  @Test(arguments: [
    ([5.0], 5.0), ([2.0, 1.0], 1.5), ([3.0, 1.0, 2.0], 2.0), ([4.0, 1.0, 3.0, 2.0], 2.5),
  ])
  func median(samples: [Double], median: Double) {
    #expect(Estimate(of: samples).median == median)
  }

  @Test func fewSamplesHaveNoInterval() {
    let estimate = Estimate(of: [1, 2, 3, 4, 5])
    #expect(estimate.low == nil)
    #expect(estimate.high == nil)
    #expect(estimate.relativeHalfWidth == nil)
  }

  /// Ranks of the 95 % interval of a median, as tabulated by Le Boudec, appendix A.
  @Test(arguments: [(6, 1), (8, 1), (9, 2), (11, 2), (12, 3), (20, 6), (50, 18), (70, 27)])
  func intervalRanks(n: Int, rank: Int) {
    #expect(Estimate.intervalRank(n) == rank)
  }

  @Test func theApproximationJoinsTheExactRanks() throws {
    let exact = try #require(Estimate.intervalRank(1000))
    let approximate = try #require(Estimate.intervalRank(1001))
    #expect(abs(approximate - exact) <= 1)
    #expect(exact == 469)
  }

  @Test func theIntervalHoldsTheMedianAsOftenAsItSays() {
    var random = SeededGenerator(seed: 3)
    let trials = 2000
    let hits = (0..<trials).count { _ in
      let samples = (0..<25).map { _ in random.unit() }
      let estimate = Estimate(of: samples)
      guard let low = estimate.low, let high = estimate.high else { return false }
      return low <= 0 && 0 <= high
    }
    // The exact coverage at n = 25 is 95.7 %; five standard deviations of 2,000 trials are 2.3 %.
    #expect(abs(Double(hits) / Double(trials) - 0.957) < 0.023)
  }

  /// With symmetric intervals of p and q of the logarithm, that of the ratio is √(p² + q²).
  @Test func theRatiosIntervalAddsSquares() throws {
    let old = Estimate(median: 2, low: 2 / exp(0.03), high: 2 * exp(0.03))
    let new = Estimate(median: 3, low: 3 / exp(0.04), high: 3 * exp(0.04))
    let ratio = try #require(new.ratio(to: old))
    #expect(ratio.median == 1.5)
    #expect(abs(try #require(ratio.low) - 1.5 / exp(0.05)) < 1e-12)
    #expect(abs(try #require(ratio.high) - 1.5 * exp(0.05)) < 1e-12)
    #expect(new.ratio(to: Estimate(of: [0])) == nil)
    let few = new.ratio(to: Estimate(of: [2]))
    #expect(few == Estimate(median: 1.5, low: nil, high: nil))
  }

  @Test(
    arguments: [
      (1.01, 1.2, true), (0.8, 0.99, false), (0.9, 1.1, nil), (1.0, 1.2, nil), (nil, nil, nil),
    ] as [(Double?, Double?, Bool?)])
  func anIntervalThatHoldsOneOrIsMissingDecidesNothing(low: Double?, high: Double?, answer: Bool?) {
    #expect(Estimate(median: 1.1, low: low, high: high).isAboveOne == answer)
  }
}
