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
    /// FLOPs of a step as the processor's counters or an emulator saw them; `nil` where there are
    /// none, or nobody asked.
    package let hardwareFLOPs: CountedFLOPs?
  }

  /// What was done.
  package let strategy: any BackwardStrategy
  /// Whether there is a measurement.
  package let status: Status
  /// Why there is none; empty where there is one.
  package internal(set) var message = ""
  /// Counts and bytes; those of the measurement, or what was measured before it failed.
  package internal(set) var accounts: StepAccounts?
  /// The measurement, where there is one.
  package internal(set) var measurement: Measurement?
}
