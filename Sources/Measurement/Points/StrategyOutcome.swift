import Convolution
import Machine

/// What became of one strategy at one point: where its counts were taken, or in one session.
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

  /// What one session found.
  package struct Session: Sendable {
    package let times: StepTimes.Entry
    /// The strategy that the times' ratio refers to: the first of those that took turns.
    package let ratioTo: Strategy
    /// Samples behind the times.
    package let samples: Int
    /// How long the yardsticks took.
    package let yardsticks: YardstickTimes
    /// What went wrong meanwhile, with any of the strategies that took turns.
    package let disturbances: [Disturbance]
  }

  package let strategy: any BackwardStrategy
  package let status: Status
  /// Why there is none; empty where there is one.
  package internal(set) var message = ""
  /// Counts and bytes, where they were taken.
  package internal(set) var accounts: StepAccounts?
  /// FLOPs of a step as the processor's counters or an emulator saw them; `nil` where there are
  /// none, or nobody asked.
  package internal(set) var hardwareFLOPs: CountedFLOPs?
  /// Times, where they were taken.
  package internal(set) var session: Session?
}
