import Convolution

/// What comes before the first sample where a whole step would take too much of a session: the pages of
/// the step's blocks are touched beforehand, and a step of a small layer brings the code, the threads and
/// OpenBLAS's own buffers. The caches would keep nothing of a step that long.
enum WarmUp {
  /// Whether one step of each strategy takes more than a tenth of what a session may spend; by counts
  /// alone, so that it is the same in all sessions.
  static func isShort(
    _ workload: Workload, by strategies: [any BackwardStrategy], within budget: Duration
  ) -> Bool {
    strategies.reduce(0) { $0 + PredictedTime.stepSeconds(workload, by: $1) }
      > budget.seconds / 10
  }

  /// A step of each strategy at a layer with few channels, one place of the pooling window and one image
  /// for each worker.
  static func warmUp(
    _ workload: Workload, by strategies: [any BackwardStrategy], inputs: InputSource
  ) throws(OutOfMemory) {
    try StepTimes.repeatSteps(
      1, of: small(workload), by: strategies, inputs: InputSource(seed: inputs.seed))
  }

  private static func small(_ workload: Workload) -> Workload {
    let geometry = workload.geometry
    let size = geometry.h + geometry.stride * (geometry.pool - 1)
    let small = try? ConvolutionGeometry(
      l: workload.workers, d: min(geometry.d, 16), a: min(geometry.a, size),
      b: min(geometry.b, size), dOut: min(geometry.dOut, 16), h: geometry.h,
      stride: geometry.stride, padding: geometry.padding, pool: geometry.pool)
    return Workload(
      geometry: small ?? geometry, inputGradient: workload.inputGradient,
      precision: workload.precision, threads: workload.threads,
      tileColumns: workload.tileColumns)
  }
}
