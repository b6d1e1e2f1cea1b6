/// How ``Direct`` cuts a workload, and the elements of scratch that follow, all workers together.
struct DirectPlan {
  /// S and Δ where there is pooling.
  let pooled: PooledBlocks
  /// Δ and Z for ∂ξ/∂W.
  let gradient: WeightGradientBlocks

  private let workload: Workload
  private let scalarBytes: Int

  /// The plan for scalars of some bytes.
  init(_ workload: Workload, scalarBytes: Int) {
    let images = Tiling.largestShare(workload)
    self.workload = workload
    self.scalarBytes = scalarBytes
    pooled = PooledBlocks(workload.geometry, images: images, scalarBytes: scalarBytes)
    gradient = WeightGradientBlocks(workload.geometry, images: images, scalarBytes: scalarBytes)
  }

  private var geometry: ConvolutionGeometry { workload.geometry }

  /// Packed W, which the workers share.
  var filterCount: Int {
    geometry.phiRows * DirectBlocks.padded(geometry.dOut, scalarBytes: scalarBytes)
  }

  /// Packed W, turned round for ΔZ.
  var turnedFilterCount: Int {
    workload.inputGradient
      ? geometry.h * geometry.h * geometry.dOut
        * DirectBlocks.padded(geometry.d, scalarBytes: scalarBytes) : 0
  }

  /// Blocks of S before pooling.
  var sCount: Int { workload.workers * pooled.count(keepingRows: false) }

  /// Blocks of Δ behind pooling.
  var deltaCount: Int { workload.workers * pooled.count(keepingRows: workload.inputGradient) }

  /// Packed Z and Δ.
  var weightGradientCount: Int { workload.workers * gradient.count }

  /// Whether S goes past the caches, which have lost it before the next layer reads it.
  var streamsOutput: Bool { !geometry.hasPooling && isStreamed(geometry.outputCount) }

  /// Whether ΔZ ⊙ I[Z] does.
  var streamsInputGradient: Bool { isStreamed(geometry.inputCount) }

  private func isStreamed(_ count: Int) -> Bool {
    count * scalarBytes >= DirectBlocks.streamedBytes
  }
}
