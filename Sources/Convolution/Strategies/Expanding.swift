/// A strategy that keeps nothing of φ(pad(Z)) and expands it tile by tile, in forward and once more
/// in backward; its tiles are all that it has to say.
///
/// Its scratch is one tile of φ per worker, which V = Wᵀ Δ takes over once ∂ξ/∂W has used φ; with
/// pooling, one block of S or Δ beside it, and in backward one block of Wᵀ.
protocol Expanding: BackwardStrategy {
  /// How a worker's images are cut into pieces.
  func tiling(_ workload: Workload) -> Tiling
}

extension Expanding {
  package func counts(_ operation: Operation, _ workload: Workload) -> OperationCounts? {
    .byExpansion(operation, workload, expandsAgain: true)
  }

  package func contractFLOPs(_ workload: Workload) -> Int { tiling(workload).contractFLOPs }

  package func tileColumns(_ workload: Workload) -> Int? { tiling(workload).tileColumns }

  package func memory(_ workload: Workload) -> MemoryFormula {
    let tiling = tiling(workload)
    let workspace = tiling.tileCount + tiling.blockCount
    return MemoryFormula(
      workload, phiCount: 0, forwardWorkspaceCount: workspace,
      backwardWorkspaceCount: workspace + tiling.turnedCount)
  }

  package func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let tiling = tiling(crew.workload)
    let scratch = try Buffer<T>(tiling.tileCount, from: crew.memory, for: .workspace)
    let tiles = crew.workload.geometry.tiles(scratch)
    let z = crew.workload.geometry.input(input)
    let nothing = try Buffer<T>(0, from: crew.memory, for: .phi)
    return try crew.forwardPass(layer, tiling: tiling, keeping: nothing) { worker, columns in
      worker.phi(
        .phi, of: z, columns: columns,
        into: tiling.part(tiles, of: worker, columns: columns.count))
    }
  }

  package func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    let tiling = tiling(crew.workload)
    let scratch = try Buffer<T>(tiling.tileCount, from: crew.memory, for: .workspace)
    let tiles = crew.workload.geometry.tiles(scratch)
    let z = crew.workload.geometry.input(input)
    return try crew.backwardPass(
      layer, input: input, delta: delta, choices: saved.choices, tiling: tiling, tiles: tiles
    ) { worker, columns in
      worker.phi(
        .phiAgain, of: z, columns: columns,
        into: tiling.part(tiles, of: worker, columns: columns.count))
    }
  }
}
