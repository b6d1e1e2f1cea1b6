/// Keeps nothing of φ(pad(Z)): expands it image by image in forward, and once more in backward.
///
/// The slides' sample code. Its scratch is one image's φ per worker, h·h·d·a_conv·b_conv elements,
/// which V = Wᵀ Δ takes over once ∂ξ/∂W has used φ; with pooling, one image's S or Δ beside it.
public struct Recomputed: BackwardStrategy {
  public let name = "recomputed"
  public let summary = "keeps nothing; expands φ image by image, in forward and again in backward"

  /// The strategy has nothing to set.
  public init() {}

  public func columnsExpandedAgain(_ workload: Workload) -> Int {
    workload.geometry.phiIsInput ? 0 : workload.geometry.phiColumns
  }

  public func memory(_ workload: Workload) -> MemoryFormula {
    let tiling = Tiling(workload, imagesPerBlock: 1)
    let workspace = tiling.tileCount + tiling.blockCount
    return MemoryFormula(
      workload, phiCount: 0, forwardWorkspaceCount: workspace, backwardWorkspaceCount: workspace)
  }

  public func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let tiling = Tiling(crew.workload, imagesPerBlock: 1)
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

  public func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    let tiling = Tiling(crew.workload, imagesPerBlock: 1)
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
