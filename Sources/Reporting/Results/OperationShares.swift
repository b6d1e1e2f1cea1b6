import Convolution

/// Each operation's mean part of a step's FLOPs and time.
public struct OperationShares: Sendable {
  /// One operation's.
  public struct Entry: Sendable {
    /// Which.
    public let operation: Operation
    /// Its part of the step's FLOPs, 0 to 1.
    public let flops: Double
    /// Its part of the operations' time, 0 to 1.
    public let time: Double
  }

  /// In the order of execution.
  public let entries: [Entry]
  /// Points that the means are over.
  public let count: Int

  /// The matrix products' part of the FLOPs.
  public var productFlops: Double { sum(\.flops) }
  /// The matrix products' part of the time.
  public var productTime: Double { sum(\.time) }

  private func sum(_ part: KeyPath<Entry, Double>) -> Double {
    entries.filter(\.operation.isProduct).map { $0[keyPath: part] }.reduce(0, +)
  }

  /// The shares of a strategy; none where no point has the times of its operations.
  public init?(of strategy: String, in sweep: ReportedSweep) {
    var flops = PerOperation(repeating: 0.0)
    var time = PerOperation(repeating: 0.0)
    var count = 0
    for step in sweep.places.compactMap({ $0.measured(strategy) }) {
      let parts = step.parts.filter { $0.time != nil && $0.flops != nil }
      let allTime = parts.compactMap(\.time).reduce(0, +)
      let allFlops = parts.compactMap(\.flops).map(Double.init).reduce(0, +)
      guard allTime > 0, allFlops > 0 else { continue }
      count += 1
      for part in parts {
        flops[part.operation] += Double(part.flops ?? 0) / allFlops
        time[part.operation] += (part.time ?? 0) / allTime
      }
    }
    guard count > 0 else { return nil }
    self.count = count
    entries = Operation.executed.filter { time[$0] > 0 || flops[$0] > 0 }.map {
      Entry(operation: $0, flops: flops[$0] / Double(count), time: time[$0] / Double(count))
    }
  }
}
