import Convolution
import Machine

/// One measurement at one point, as a process of its own can be asked for it.
package struct PointTask: ChildTask {
  /// What is measured.
  package enum Kind: Sendable, Codable {
    /// Counts and bytes of one strategy.
    case accounts
    /// Times of all strategies in turns: the session of a round, whose steps need some blocks of memory.
    case session(round: Int, blocks: [Int: Int])
    /// So many steps of each strategy, and nothing else, for somebody who counts outside.
    case steps(Int)
  }

  package let kind: Kind
  package let point: Point
  package let strategies: [Strategy]
  package let settings: PointSettings

  /// Does the measurement in this process.
  ///
  /// - Throws: ``/Convolution/OutOfMemory``, `Refusal`, or ``/Convolution/UnknownStrategy``.
  package func perform() throws -> PointReply {
    try BLASLibrary.require(threads: threads)
    let strategies = try strategies.map { strategy in
      guard let method = strategy.method else { throw UnknownStrategy(name: strategy.name) }
      return method
    }
    let source = InputSource(seed: settings.seed, images: try settings.images?.load())
    switch kind {
    case .accounts:
      return .accounts(
        try strategies.map { try .take(of: point.workload, by: $0, inputs: source) })
    case .session(let round, let blocks):
      return .times(
        try .take(
          at: point, by: strategies, inputs: source,
          sampling: settings.sampling.session(inRound: round),
          cacheBytes: settings.cacheBytes, blocks: blocks))
    case .steps(let count):
      try StepTimes.repeatSteps(
        count, of: point.workload, by: strategies, inputs: source)
      return .done
    }
  }
}

extension PointTask {
  package var threads: Int { point.workload.threads }

  /// Far more than what ``PredictedTime`` expects.
  package var limitSeconds: Int? { PredictedTime.limitSeconds(of: self) }

  /// The answer where something stood in the way.
  package static func failed(_ reason: String) -> PointReply { .failed(reason) }
}

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

  /// The same, if something was found.
  func succeeded() throws(Refusal) -> PointReply {
    if case .failed(let reason) = self { throw Refusal(.insufficient, reason) }
    return self
  }
}
