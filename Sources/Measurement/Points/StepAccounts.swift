import Convolution
import Machine

/// What one step executed, moved and had live: exact, and taken in a pass of its own.
package struct StepAccounts: Sendable, Codable {
  /// FLOPs and elements as the kernels' loops and the calls of OpenBLAS counted them; `nil` for an
  /// operation that the point does not have.
  package let counts: PerOperation<OperationCounts?>
  /// Of each operation's FLOPs, those of OpenBLAS's calls; the others are trips of our loops.
  package let callFLOPs: PerOperation<Int>
  /// The most bytes of φ that were live.
  package let phiBytes: Int
  /// Bytes that lived on from forward to backward.
  package let savedBytes: Int
  /// The most bytes that were live beyond the step's inputs, as the allocator knows them.
  package let peakBytes: Int
  /// Of ``peakBytes``, scratch of the workers.
  package let workspaceBytes: Int
  /// Of ``peakBytes``, the layer's output and the choices that make P_pool.
  package let activationBytes: Int
  /// Of ``peakBytes``, Δ, ∂ξ/∂W and ∂ξ/∂b.
  package let gradientBytes: Int
  /// The most bytes that were resident beyond the level before the step, as the kernel knows them:
  /// VmHWM. `nil` where the kernel does not tell.
  package let rssPeakBytes: Int?
  /// Bytes that a step before had left resident: OpenBLAS's own buffers, above all. They are part
  /// of the level before the step, not of its peak. `nil` where the kernel does not tell.
  package let rssOverheadBytes: Int?
  /// How many blocks of memory of each size a step has at once.
  package let blocks: [Int: Int]

  /// Executes a step that counts, then one that only allocates.
  ///
  /// What is resident belongs to this process as a whole, so it says something in a process of its
  /// own only. The first step lets OpenBLAS and the threads take what they keep; the second then
  /// shows what the step itself needs.
  package static func take(
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
    let memory = Memory.tallyingBlocks()
    let inputs = try LayerInputs<T>(workload, from: source, memory: memory)
    let built = ResidentMemory.bytes
    let counted = try Crew(workload, memory: memory, counts: true).step(
      by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)

    let crew = Crew(workload, memory: memory)
    let before = memory.live
    memory.restartPeak()
    let level = ResidentMemory.restartPeak() ? ResidentMemory.bytes : nil
    let record = try crew.step(
      by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
    let resident = ResidentMemory.peakBytes
    let peak = memory.peak - before
    let blocks = memory.blocks

    return StepAccounts(
      counts: counts(counted, workload, strategy), callFLOPs: callFLOPs(counted),
      phiBytes: peak[.phi],
      savedBytes: record.savedBytes, peakBytes: peak.total, workspaceBytes: peak[.workspace],
      activationBytes: peak[.activations], gradientBytes: peak[.gradients],
      // The kernel counts pages by batches, and so may be some pages off.
      rssPeakBytes: level.flatMap { level in resident.map { max(0, $0 - level) } },
      rssOverheadBytes: level.flatMap { level in built.map { level - $0 } }, blocks: blocks)
  }

  private static func counts(
    _ record: StepRecord, _ workload: Workload, _ strategy: any BackwardStrategy
  ) -> PerOperation<OperationCounts?> {
    var counts = PerOperation<OperationCounts?>(repeating: nil)
    for operation in Operation.executed {
      guard let formula = strategy.formula(operation, workload) else { continue }
      let trips = record.trips[operation]
      // Of a product nobody counts elements.
      counts[operation] = OperationCounts(
        flops: trips.flops, elements: formula.elements.map { _ in trips.elements })
    }
    for sum in [Operation.forward, .backward, .step] {
      counts[sum] = sum.parts.compactMap { counts[$0] }
        .reduce(OperationCounts(flops: 0, elements: nil), +)
    }
    return counts
  }

  private static func callFLOPs(_ record: StepRecord) -> PerOperation<Int> {
    var flops = PerOperation(repeating: 0)
    for operation in Operation.executed { flops[operation] = record.trips[operation].callFLOPs }
    return flops
  }
}
