import Convolution

/// The times of one strategy's steps, which grow by the same bytes with each.
struct StepRecords {
  /// Step after step, the operations in their order.
  private var times: [Duration] = []

  private static let perStep = Operation.allCases.count

  /// No steps yet, and room for some without moving the others, which would leave holes in the heap.
  init(expected: Int = 0) {
    times.reserveCapacity(expected * Self.perStep)
  }

  /// Steps so far.
  var count: Int { times.count / Self.perStep }

  /// Bytes of the times so far.
  var bytes: Int { times.count * MemoryLayout<Duration>.stride }

  mutating func append(_ step: PerOperation<Duration>) {
    for operation in Operation.allCases { times.append(step[operation]) }
  }

  /// Seconds of an operation, step by step.
  subscript(operation: Operation) -> [Double] {
    stride(from: operation.rawValue, to: times.count, by: Self.perStep).map { times[$0].seconds }
  }
}
