/// How long to go on measuring a point.
///
/// A point is measured in sessions, each a process of its own, one in each round of a sweep: within a
/// process samples agree to some percent, from process to process and from minute to minute the machine
/// differs by tens. So a session takes as few samples as its own median needs, and the sessions decide
/// how sure the point is. Source: Kalibera & Jones, *Rigorous benchmarking in reasonable time*, ISMM 2013.
package struct Sampling: Hashable, Sendable, Codable {
  /// Exactly so many samples of each strategy, spread over the sessions, whatever the interval and the
  /// budget; `nil` to go by those two.
  package var samples: Int?
  /// The fewest sessions of a point.
  package var rounds: Int
  /// Enough is known once the 95 % interval of each ratio (of the only strategy's relative time) lies
  /// within ± this part of it.
  package var interval: Double
  /// The most time to spend on a point in all its sessions together, as the clock on the wall sees it:
  /// with warm-ups and evictions of the caches, which take longer than small steps, so that a sweep ends
  /// when it should.
  package var budget: Duration

  /// What a sweep does unless it is told otherwise.
  package init(
    samples: Int? = nil, rounds: Int = 6, interval: Double = 0.03, budget: Duration = .seconds(5)
  ) {
    self.samples = samples
    self.rounds = rounds
    self.interval = interval
    self.budget = budget
  }

  /// The largest budget in seconds, a year; more is a slip.
  package static let largestBudget = 31_536_000.0

  /// The widest interval that may be asked for, in percent; more is a slip.
  package static let largestInterval = 100.0

  /// How many samples of each strategy may be asked for; more is a slip.
  package static let counts = 1...1_000_000

  /// How many sessions of a point may be asked for; more is a slip.
  package static let roundCounts = 1...1000

  /// The sessions that a point has at least: no more than samples.
  package var sessions: Int { min(rounds, samples ?? rounds) }

  /// What the session of a round, which counts from 1, may spend.
  package func session(inRound round: Int) -> SessionSampling {
    SessionSampling(
      samples: samples.map { (0..<$0).part(min(round, sessions) - 1, of: sessions).count },
      // What a session's own scatter adds to that of the sessions is then a quarter of the variance.
      interval: interval / 2, budget: budget / sessions)
  }
}

/// How long to go on sampling in one session.
package struct SessionSampling: Hashable, Sendable {
  /// Exactly so many samples of each strategy; `nil` to go by the other two.
  let samples: Int?
  /// Enough is known once the 95 % interval of each strategy's median step, as this session sees it, lies
  /// within ± this part of the median.
  let interval: Double
  /// The most time to spend, from the warm-up on.
  let budget: Duration

  /// Where even a narrow interval of a quick step is not worth more samples.
  static let mostSamples = 10_000

  /// Whether sampling may end now, after so many samples of each strategy and so much time, the warm-up
  /// included, of which the last sample of all took a `turn`. Each strategy's step is estimated only where that
  /// decides.
  func isEnough(
    count: Int, elapsed: Duration, turn: Duration, steps: () -> [Estimate]
  ) -> Bool {
    if let samples { return count >= samples }
    if count >= Self.mostSamples { return true }
    if count >= Self.fewest, Self.isLook(count),
      steps().allSatisfy({ $0.relativeHalfWidth.map { $0 <= interval } ?? false })
    {
      return true
    }
    // One sample each is the least that a session can say anything with.
    return elapsed + turn > budget
  }

  /// Enough for the interval to leave out an extreme on either side.
  private static let fewest = 10

  /// Looking after each sample would cost more than quick steps themselves, and the more often one
  /// looks the likelier is a narrow interval by luck; so the looks grow further apart.
  static func isLook(_ count: Int) -> Bool {
    count < 32 ? count % 2 == 0 : count % (count / 16) == 0
  }
}
