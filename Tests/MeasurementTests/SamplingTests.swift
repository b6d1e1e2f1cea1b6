import Testing

@testable import Measurement

@Suite struct SamplingTests {
  private let narrow = Estimate(of: [Double](repeating: 1, count: 20))
  private let wide = Estimate(of: (0..<20).map { 1 + Double($0) })

  private func isEnough(
    _ session: SessionSampling, _ count: Int, elapsed: Duration, _ steps: [Estimate]
  ) -> Bool {
    session.isEnough(count: count, elapsed: elapsed, turn: .milliseconds(100)) { steps }
  }

  @Test func exactlySoManySamplesAreTaken() {
    let session = Sampling(samples: 3, rounds: 1, budget: .seconds(1)).session(inRound: 1)
    #expect(!isEnough(session, 2, elapsed: .seconds(9), [narrow]))
    #expect(isEnough(session, 3, elapsed: .zero, [wide]))
  }

  @Test func allStrategiesMustBeKnownWellEnough() {
    let session = Sampling(interval: 0.03, budget: .seconds(30)).session(inRound: 1)
    let elapsed = Duration.seconds(1)
    #expect(isEnough(session, 20, elapsed: elapsed, [narrow, narrow]))
    #expect(!isEnough(session, 20, elapsed: elapsed, [narrow, wide]))
    #expect(!isEnough(session, 4, elapsed: elapsed, [narrow, narrow]))
  }

  /// One more turn must fit into a session's part of it; the first is always taken.
  @Test func theBudgetEndsIt() {
    let session = Sampling(rounds: 5, budget: .seconds(5)).session(inRound: 3)
    #expect(session.budget == .seconds(1))
    #expect(!isEnough(session, 1, elapsed: .milliseconds(900), [wide]))
    #expect(isEnough(session, 1, elapsed: .milliseconds(901), [wide]))
  }

  /// However many rounds, all samples are taken, as evenly as can be, and each session takes one.
  @Test(arguments: [
    (7, 3, [3, 2, 2]), (3, 3, [1, 1, 1]), (2, 6, [1, 1]), (1, 6, [1]), (10, 1, [10]),
  ])
  func samplesAreSpreadOverTheSessions(samples: Int, rounds: Int, expected: [Int]) {
    let sampling = Sampling(samples: samples, rounds: rounds)
    #expect(sampling.sessions == expected.count)
    let taken = (1...sampling.sessions).compactMap { sampling.session(inRound: $0).samples }
    #expect(taken.reduce(0, +) == samples)
    #expect(taken.sorted(by: >) == expected)
  }
}
