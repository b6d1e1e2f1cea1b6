import Convolution

/// One measurement at one point, as a process of its own can be asked for it.
public struct PointTask: ChildTask {
  /// What is measured.
  public enum Kind: Sendable, Codable {
    /// Counts and bytes of one strategy.
    case accounts
    /// Times of all strategies in turns.
    case times
    /// So many steps of each strategy, and nothing else, for somebody who counts outside.
    case steps(Int)
  }

  /// What is measured.
  public let kind: Kind
  /// Where.
  public let point: Point
  /// The strategies' names.
  public let strategies: [String]
  /// How.
  public let settings: PointSettings

  /// Does the measurement in this process.
  ///
  /// - Throws: ``/Convolution/OutOfMemory``, ``ImageFileError``, or ``UnknownStrategy``.
  public func perform() throws -> PointReply {
    let strategies = try strategies.map(Strategies.require)
    let source = InputSource(seed: settings.seed, images: try settings.images?.load())
    switch kind {
    case .accounts:
      return .accounts(
        try strategies.map { try .take(of: point.workload, by: $0, inputs: source) })
    case .times:
      return .times(
        try .take(
          at: point, by: strategies, inputs: source, sampling: settings.sampling,
          cacheBytes: settings.cacheBytes))
    case .steps(let count):
      try StepTimes.repeatSteps(
        count, of: point.workload, by: strategies, inputs: source)
      return .done
    }
  }
}

extension PointTask {
  /// Far more than what ``PredictedTime`` expects.
  public var limitSeconds: Int? { PredictedTime.limitSeconds(of: self) }

  /// The answer where something stood in the way.
  public static func failed(_ reason: String) -> PointReply { .failed(reason) }
}

/// What a task found.
public enum PointReply: Sendable, Codable {
  /// Counts and bytes, strategy by strategy.
  case accounts([StepAccounts])
  /// Times of all strategies.
  case times(StepTimes)
  /// Nothing that is said here: the work itself was wanted.
  case done
  /// Nothing, for a reason.
  case failed(String)
}

/// How points are measured.
public struct PointSettings: Sendable, Codable {
  /// Determines everything that is pseudo-random.
  public let seed: UInt64
  /// Real images for the layers that they fit.
  public let images: ImageFiles?
  /// How long to sample.
  public let sampling: Sampling
  /// Bytes of the last cache level.
  public let cacheBytes: Int

  /// Settings as given.
  public init(seed: UInt64, images: ImageFiles? = nil, sampling: Sampling, cacheBytes: Int) {
    self.seed = seed
    self.images = images
    self.sampling = sampling
    self.cacheBytes = cacheBytes
  }
}
