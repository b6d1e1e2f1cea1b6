import Convolution

/// Each operation's part of the FLOPs and of the time of all steps of a strategy together, as
/// `Complexity`'s shares of a layer are: parts of sums, so that large points weigh as much as they take.
package struct OperationShares: Sendable {
  /// One operation's.
  package struct Entry: Sendable {
    /// Which.
    package let operation: Operation
    /// Its part of the step's FLOPs, 0 to 1.
    package let flops: Double
    /// Its part of the operations' time, 0 to 1.
    package let time: Double
  }

  /// In the order of execution.
  package let entries: [Entry]
  /// Points that are summed up.
  package let count: Int

  /// The matrix products' part of the FLOPs.
  package var productFlops: Double { sum(\.flops) }
  /// The matrix products' part of the time.
  package var productTime: Double { sum(\.time) }

  private func sum(_ part: KeyPath<Entry, Double>) -> Double {
    entries.filter(\.operation.isProduct).map { $0[keyPath: part] }.reduce(0, +)
  }

  /// The shares of a strategy; none where no point has the times of its operations.
  package init?(of strategy: Strategy, in sweep: ReportedSweep) {
    var flops = PerOperation(repeating: 0.0)
    var time = PerOperation(repeating: 0.0)
    var count = 0
    for step in sweep.places.compactMap({ $0.measured(strategy) }) {
      var isCounted = false
      for part in step.parts {
        guard let partTime = part.time, let partFlops = part.flops else { continue }
        flops[part.operation] += Double(partFlops)
        time[part.operation] += partTime
        isCounted = true
      }
      if isCounted { count += 1 }
    }
    let allFlops = Operation.executed.reduce(0) { $0 + flops[$1] }
    let allTime = Operation.executed.reduce(0) { $0 + time[$1] }
    guard allFlops > 0, allTime > 0 else { return nil }
    self.count = count
    entries = Operation.executed.filter { time[$0] > 0 || flops[$0] > 0 }.map {
      Entry(operation: $0, flops: flops[$0] / allFlops, time: time[$0] / allTime)
    }
  }
}
