/// Keeps φ(pad(Z)) of the whole mini-batch from the forward to the backward pass.
///
/// The slides' *Storing φ(pad(Z))*: h·h·d·a_conv·b_conv·l elements kept, nothing expanded twice.
/// Products go by the tiles of ``Tiled``: in forward a tile is multiplied while it is in the cache,
/// and in backward it comes from memory. V = Wᵀ Δ has scratch of its own, one tile per worker,
/// because φ must stay as it is for another backward pass.
package struct Cached: BackwardStrategy {
  package let name = "cached"
  package let summary = "keeps φ of the whole mini-batch from forward to backward"

  private let l2Bytes: Int

  /// Tiles for this processor's L2 cache.
  package init() {
    self.init(l2Bytes: Tiling.l2Bytes)
  }

  /// Tiles for an L2 cache of some bytes, as another machine has them; at least 1.
  package init(l2Bytes: Int) {
    precondition(l2Bytes > 0, "a cache needs a byte")
    self.l2Bytes = l2Bytes
  }

  package func cut(forL2Bytes bytes: Int) -> any BackwardStrategy { Cached(l2Bytes: bytes) }

  private func tiling(_ workload: Workload) -> Tiling {
    Tiling(inCacheFor: workload, l2Bytes: l2Bytes)
  }

  package func columnsExpandedAgain(_ workload: Workload) -> Int { 0 }

  package func tileColumns(_ workload: Workload) -> Int { tiling(workload).tileColumns }

  package func memory(_ workload: Workload) -> MemoryFormula {
    let tiling = tiling(workload)
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
    return try crew.forwardPass(layer, tiling: tiling(crew.workload), keeping: kept) {
      worker, columns in
      worker.phi(.phi, of: z, columns: columns, into: phi[columns: columns])
    }
  }

  package func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    let geometry = crew.workload.geometry
    let tiling = tiling(crew.workload)
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
