import Convolution
import Machine

/// What became of one strategy at one point.
package struct StrategyOutcome: Sendable {
  /// Whether there is a measurement.
  package enum Status: String, Hashable, Sendable {
    /// Measured.
    case ok
    /// Not tried, for a reason that was known before.
    case skipped
    /// Attempted, without a measurement.
    case failed
  }

  /// A measurement.
  package struct Measurement: Sendable {
    /// Counts and bytes.
    package let accounts: StepAccounts
    /// Times.
    package let times: StepTimes.Entry
    /// The strategy that the times' ratio refers to: the first of those that took turns.
    package let ratioTo: Strategy
    /// Samples behind the times.
    package let samples: Int
    /// Why sampling ended.
    package let endedBy: Sampling.End
    /// What went wrong meanwhile, with any of the strategies that took turns.
    package let disturbances: [Disturbance]
    /// FLOPs of a step as the processor's counters saw them; `nil` where it has none, or they were
    /// not asked.
    package let hardwareFLOPs: Int?
  }

  /// What was done.
  package let strategy: any BackwardStrategy
  /// Whether there is a measurement.
  package let status: Status
  /// Why there is none; empty where there is one.
  package let message: String
  /// Counts and bytes; those of the measurement, or what was measured before it failed.
  package let accounts: StepAccounts?
  /// The measurement, where there is one.
  package let measurement: Measurement?

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
