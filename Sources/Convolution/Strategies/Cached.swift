/// Keeps φ(pad(Z)) of the whole mini-batch from the forward to the backward pass.
///
/// The slides' *Storing φ(pad(Z))*: h·h·d·a_conv·b_conv·l elements kept, nothing expanded twice.
/// Products go by the tiles of ``Tiled``: in forward a tile is multiplied while it is in the cache,
/// and in backward it comes from memory. V = Wᵀ Δ has scratch of its own, one tile per worker,
/// because φ must stay as it is for another backward pass.
package struct Cached: BackwardStrategy {
  package let name = "cached"
  package let summary = "keeps φ of the whole mini-batch from forward to backward"
  package let keepsPhi = true

  /// The strategy has nothing to set.
  package init() {}

  package func counts(_ operation: Operation, _ workload: Workload) -> OperationCounts? {
    .byExpansion(operation, workload, expandsAgain: false)
  }

  package func contractFLOPs(_ workload: Workload) -> Int {
    Tiling(inCacheFor: workload).contractFLOPs
  }

  package func tileColumns(_ workload: Workload) -> Int? {
    Tiling(inCacheFor: workload).tileColumns
  }

  package func memory(_ workload: Workload) -> MemoryFormula {
    let tiling = Tiling(inCacheFor: workload)
    return MemoryFormula(
      workload, phiCount: workload.geometry.phiIsInput ? 0 : workload.geometry.phiCount,
      forwardWorkspaceCount: tiling.blockCount,
      backwardWorkspaceCount: (workload.inputGradient ? tiling.tileCount : 0) + tiling.blockCount
        + tiling.turnedCount)
  }

  package func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let geometry = crew.workload.geometry
    let kept = try Buffer<T>(
      geometry.phiIsInput ? 0 : geometry.phiCount, from: crew.memory, for: .phi)
    let phi = geometry.tiles(kept)
    let z = geometry.input(input)
    return try crew.forwardPass(layer, tiling: Tiling(inCacheFor: crew.workload), keeping: kept) {
      worker, columns in
      worker.phi(.phi, of: z, columns: columns, into: phi[columns: columns])
    }
  }

  package func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    let geometry = crew.workload.geometry
    let tiling = Tiling(inCacheFor: crew.workload)
    let scratch = try Buffer<T>(
      crew.workload.inputGradient ? tiling.tileCount : 0, from: crew.memory, for: .workspace)
    let phi = geometry.phiIsInput ? geometry.input(input) : geometry.tiles(saved.phi)
    return try crew.backwardPass(
      layer, input: input, delta: delta, choices: saved.choices, tiling: tiling,
      tiles: geometry.tiles(scratch)
    ) { worker, columns in
      worker.fetched(phi[columns: columns])
    }
  }
}
