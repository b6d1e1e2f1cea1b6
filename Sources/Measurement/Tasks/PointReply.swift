/// What a task found.
package enum PointReply: Sendable, Codable {
  /// Counts and bytes, strategy by strategy.
  case accounts([StepAccounts])
  /// Times of all strategies.
  case times(StepTimes)
  /// Nothing that is said here: the work itself was wanted.
  case done
  /// Nothing, for a reason.
  case failed(String)
}
