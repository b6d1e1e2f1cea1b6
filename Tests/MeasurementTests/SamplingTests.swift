import Testing

@testable import Measurement

@Suite struct SamplingTests {
  private let narrow = Estimate(of: [Double](repeating: 1, count: 20))
  private let wide = Estimate(of: (0..<20).map { 1 + Double($0) })

  @Test func exactlySoManySamplesAreTaken() {
    let sampling = Sampling(samples: 3, budget: .seconds(1))
    #expect(sampling.end(count: 2, elapsed: .seconds(9)) { [narrow] } == nil)
    #expect(sampling.end(count: 3, elapsed: .zero) { [wide] } == .samples)
  }

  @Test func allStrategiesMustBeKnownWellEnough() {
    let sampling = Sampling(interval: 0.03, budget: .seconds(5))
    let elapsed = Duration.seconds(1)
    #expect(sampling.end(count: 20, elapsed: elapsed) { [narrow, narrow] } == .interval)
    #expect(sampling.end(count: 20, elapsed: elapsed) { [narrow, wide] } == nil)
    #expect(sampling.end(count: 4, elapsed: elapsed) { [narrow, narrow] } == nil)
  }

  @Test func theBudgetEndsIt() {
    let sampling = Sampling(budget: .seconds(5))
    #expect(sampling.end(count: 1, elapsed: .seconds(5)) { [wide] } == .budget)
    #expect(sampling.end(count: 1, elapsed: .seconds(4)) { [wide] } == nil)
  }
}
