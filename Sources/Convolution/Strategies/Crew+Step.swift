extension Crew {
  /// One step of a layer by a strategy: forward, then backward as often as the workload wants, each
  /// timed as a whole and operation by operation. Its output and gradients are given back to
  /// memory, the gradients of one backward pass before the next begins.
  ///
  /// - Throws: ``OutOfMemory``.
  package func step<T: Scalar>(
    by strategy: some BackwardStrategy, layer: borrowing Layer<T>, input: borrowing Buffer<T>,
    delta: borrowing Buffer<T>
  ) throws(OutOfMemory) -> StepRecord {
    forget()
    let forwardStart = ContinuousClock.now
    let result = try strategy.forward(layer, input: input, crew: self)
    let backwardStart = ContinuousClock.now
    for _ in 0..<workload.reuse {
      _ = try strategy.backward(layer, input: input, delta: delta, saved: result.saved, crew: self)
    }
    let end = ContinuousClock.now
    var record = record(forward: backwardStart - forwardStart, backward: end - backwardStart)
    record.savedBytes = result.saved.bytes
    return record
  }
}
