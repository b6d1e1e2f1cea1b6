import Convolution

/// What became of one strategy at one point.
public struct StrategyOutcome: Sendable {
  /// Whether there is a measurement.
  public enum Status: String, Hashable, Sendable {
    /// Measured.
    case ok
    /// Not tried, for a reason that was known before.
    case skipped
    /// Tried in vain.
    case failed
  }

  /// A measurement.
  public struct Measurement: Sendable {
    /// Counts and bytes.
    public let accounts: StepAccounts
    /// Times.
    public let times: StepTimes.Entry
    /// The strategy that the times' ratio refers to: the first of those that took turns.
    public let ratioTo: String
    /// Samples behind the times.
    public let samples: Int
    /// Why sampling ended.
    public let endedBy: Sampling.End
    /// What went wrong meanwhile, with any of the strategies that took turns.
    public let disturbances: [Disturbance]
    /// FLOPs of a step as the processor's counters saw them; `nil` where it has none, or they were
    /// not asked.
    public let hardwareFLOPs: Int?
  }

  /// What was done.
  public let strategy: any BackwardStrategy
  /// Whether there is a measurement.
  public let status: Status
  /// Why there is none; empty where there is one.
  public let message: String
  /// Counts and bytes; those of the measurement, or what was measured before it failed.
  public let accounts: StepAccounts?
  /// The measurement, where there is one.
  public let measurement: Measurement?

  static func ok(_ strategy: any BackwardStrategy, _ measurement: Measurement) -> Self {
    Self(
      strategy: strategy, status: .ok, message: "", accounts: measurement.accounts,
      measurement: measurement)
  }

  static func skipped(_ strategy: any BackwardStrategy, _ reason: String) -> Self {
    Self(
      strategy: strategy, status: .skipped, message: reason, accounts: nil, measurement: nil)
  }

  static func failed(
    _ strategy: any BackwardStrategy, _ reason: String, accounts: StepAccounts? = nil
  ) -> Self {
    Self(
      strategy: strategy, status: .failed, message: reason, accounts: accounts, measurement: nil)
  }
}
