/// How long to go on sampling a point.
package struct Sampling: Hashable, Sendable, Codable {
  /// Exactly so many samples of each strategy, whatever the interval and the budget; `nil` to go
  /// by those two.
  package var samples: Int?
  /// Enough is known once the 95 % interval of each strategy's median step lies within ± this part
  /// of the median.
  package var interval: Double
  /// The most time to spend on a point's samples, as the clock on the wall sees it: with evictions
  /// of the caches, which take longer than small steps, so that a sweep ends when it should.
  package var budget: Duration

  /// What a sweep does unless it is told otherwise.
  package init(samples: Int? = nil, interval: Double = 0.03, budget: Duration = .seconds(5)) {
    self.samples = samples
    self.interval = interval
    self.budget = budget
  }

  /// The largest budget in seconds, a year; more is a slip.
  package static let largestBudget = 31_536_000.0

  /// The widest interval that may be asked for, in percent; more is a slip.
  package static let largestInterval = 100.0

  /// How many samples of each strategy may be asked for; more is a slip.
  package static let counts = 1...1_000_000

  /// Why sampling ended.
  package enum End: String, Hashable, Sendable, Codable {
    /// The interval is as narrow as was wanted.
    case interval
    /// The time budget is spent.
    case budget
    /// There are as many samples as were wanted, or as make sense.
    case samples
  }

  /// Where even a narrow interval of a quick step is not worth more samples.
  static let mostSamples = 10_000

  /// Whether sampling may end now.
  ///
  /// - Parameters:
  ///   - count: samples of each strategy so far.
  ///   - elapsed: time spent on them.
  ///   - steps: the estimate of each strategy's step; asked only when it decides.
  /// - Returns: why it may end, or `nil` to go on.
  func end(count: Int, elapsed: Duration, steps: () -> [Estimate]) -> End? {
    if let samples { return count >= samples ? .samples : nil }
    if count >= Self.mostSamples { return .samples }
    if count >= Self.fewest, Self.isLook(count),
      steps().allSatisfy({ $0.relativeHalfWidth.map { $0 <= interval } ?? false })
    {
      return .interval
    }
    // One sample each is the least that a point can say anything with.
    return elapsed >= budget ? .budget : nil
  }

  /// Enough for the interval to leave out an extreme on either side.
  private static let fewest = 10

  /// Looking after each sample would cost more than quick steps themselves, and the more often one
  /// looks the likelier is a narrow interval by luck; so the looks grow further apart.
  static func isLook(_ count: Int) -> Bool {
    count < 32 ? count % 2 == 0 : count % (count / 16) == 0
  }
}
