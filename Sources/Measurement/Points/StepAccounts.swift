import Convolution

/// What one step executed, moved and had live: exact, and taken in a pass of its own.
public struct StepAccounts: Sendable {
  /// FLOPs and elements as the kernels' loops and the calls of OpenBLAS counted them; `nil` for an
  /// operation that the point does not have.
  public let counts: PerOperation<OperationCounts?>
  /// The most bytes of φ that were live.
  public let phiBytes: Int
  /// Bytes that lived on from forward to backward.
  public let savedBytes: Int
  /// The most bytes that were live beyond the step's inputs.
  public let peakBytes: Int

  /// Executes one step that counts.
  ///
  /// - Throws: ``OutOfMemory``.
  public static func take(
    of workload: Workload, by strategy: any BackwardStrategy, inputs source: InputSource
  ) throws(OutOfMemory) -> StepAccounts {
    switch workload.precision {
    case .float: try take(Float.self, of: workload, by: strategy, inputs: source)
    case .double: try take(Double.self, of: workload, by: strategy, inputs: source)
    }
  }

  private static func take<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, of workload: Workload, by strategy: any BackwardStrategy, inputs source: InputSource
  ) throws(OutOfMemory) -> StepAccounts {
    let memory = Memory()
    let inputs = try LayerInputs<T>(workload, from: source, memory: memory)
    let crew = Crew(workload, memory: memory, counts: true)
    let before = memory.live
    memory.restartPeak()
    let record = try crew.step(
      by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
    let peak = memory.peak - before

    var counts = PerOperation<OperationCounts?>(repeating: nil)
    for operation in Operation.executed
    where operation.formula(workload, strategy: strategy) != nil {
      let trips = record.trips[operation]
      counts[operation] = OperationCounts(
        flops: trips.flops, elements: operation.isProduct ? nil : trips.elements)
    }
    for sum in [Operation.forward, .backward, .step] {
      counts[sum] = sum.parts.compactMap { counts[$0] }
        .reduce(OperationCounts(flops: 0, elements: nil), +)
    }
    return StepAccounts(
      counts: counts, phiBytes: peak[.phi], savedBytes: record.savedBytes, peakBytes: peak.total)
  }
}
