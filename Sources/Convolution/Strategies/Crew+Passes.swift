/// The passes that every strategy by expansion shares; a strategy says where φ comes from and how
/// the columns are tiled.
extension Crew {
  /// The forward pass: S = W φ, σ(S + b 1ᵀ) and pooling, tile by tile.
  ///
  /// - Parameters:
  ///   - layer: W and b.
  ///   - tiling: how each worker's images are cut into pieces.
  ///   - kept: what the strategy keeps of φ.
  ///   - phi: the given columns of φ, ready to be multiplied with.
  /// - Returns: Z', P_pool and what is kept.
  /// - Throws: ``OutOfMemory``.
  func forwardPass<T: Scalar>(
    _ layer: borrowing Layer<T>, tiling: Tiling, keeping kept: consuming Buffer<T>,
    phi: @Sendable (Worker, Range<Int>) -> Matrix<T>
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let geometry = workload.geometry
    let pools = geometry.hasPooling
    let output = try Buffer<T>(geometry.outputCount, from: memory, for: .activations)
    let choices = try Buffer<UInt16>(
      pools ? geometry.outputCount : 0, from: memory, for: .activations)
    let scratch = try Buffer<T>(tiling.blockCount, from: memory, for: .workspace)

    let weight = geometry.weight(layer.weight)
    let bias = layer.bias.vector
    let outputs = geometry.output(output)
    let allChoices = choices.matrix(rows: pools ? geometry.dOut : 0, columns: outputs.columns)
    let blocks = scratch.matrix(
      rows: geometry.dOut, columns: tiling.blockCount / geometry.dOut)

    forEachWorker { worker in
      for images in tiling.blocks(of: worker.images) {
        let columns = geometry.columns(of: images)
        let s =
          pools
          ? tiling.part(blocks, of: worker, columns: columns.count) : outputs[columns: columns]
        for tile in tiling.tiles(of: images) {
          let part = s[columns: tile.relative(to: columns)]
          worker.gemmS(weight: weight, phi: phi(worker, tile), into: part)
          worker.biasReLU(bias: bias, s: part)
        }
        if pools {
          let range = geometry.outputs(of: images)
          worker.pool(
            geometry, s: s, into: outputs[columns: range], choices: allChoices[columns: range])
        }
      }
    }
    return ForwardResult(output: output, saved: Saved(choices: choices, phi: kept))
  }

  /// The backward pass: unpooling, ∂ξ/∂b, ∂ξ/∂W = Δ φᵀ and, where wanted, V = Wᵀ Δ, col2im and
  /// the ReLU mask, tile by tile.
  ///
  /// - Parameters:
  ///   - layer: W and b.
  ///   - input: Z.
  ///   - delta: the Δ from above.
  ///   - choices: the choices that make P_pool.
  ///   - tiling: how each worker's images are cut into pieces.
  ///   - tiles: scratch for a tile of V of each worker; `phi` may return columns in it, since V
  ///     is written after they were used.
  ///   - phi: the given columns of φ, ready to be multiplied with.
  /// - Returns: all gradients.
  /// - Throws: ``OutOfMemory``.
  func backwardPass<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    choices: borrowing Buffer<UInt16>, tiling: Tiling, tiles: Matrix<T>,
    phi: @Sendable (Worker, Range<Int>) -> Matrix<T>
  ) throws(OutOfMemory) -> Gradients<T> {
    let geometry = workload.geometry
    let pools = geometry.hasPooling
    let workers = workload.workers
    let inputGradientIsWanted = workload.inputGradient
    let weightGradient = try Buffer<T>(
      geometry.weightCount * workers, from: memory, for: .gradients)
    let biasGradient = try Buffer<T>(geometry.dOut * workers, from: memory, for: .gradients)
    let inputGradient = try Buffer<T>(
      inputGradientIsWanted ? geometry.inputCount : 0, from: memory, for: .gradients)
    let scratch = try Buffer<T>(tiling.blockCount, from: memory, for: .workspace)
    let turned = try Buffer<T>(tiling.turnedCount, from: memory, for: .workspace)

    let weight = geometry.weight(layer.weight)
    let z = geometry.input(input)
    let deltas = geometry.output(delta)
    let allChoices = choices.matrix(rows: pools ? geometry.dOut : 0, columns: deltas.columns)
    let blocks = scratch.matrix(rows: geometry.dOut, columns: tiling.blockCount / geometry.dOut)
    let turnedBlocks = turned.matrix(
      rows: tiling.turnedCount / workers, columns: workers)
    let dWs = weightGradient.matrix(rows: geometry.dOut, columns: geometry.phiRows * workers)
    let dBs = biasGradient.matrix(rows: geometry.dOut, columns: workers)
    let dZ = inputGradient.matrix(
      rows: inputGradientIsWanted ? geometry.d : 0, columns: z.columns)

    forEachWorker { worker in
      let dW = tiling.part(dWs, of: worker, columns: geometry.phiRows)
      let dB = tiling.part(dBs, of: worker, columns: 1)
      let turned = tiling.part(turnedBlocks, of: worker, columns: 1)
      var isFirst = true
      var masked = worker.images.lowerBound
      for images in tiling.blocks(of: worker.images) {
        let columns = geometry.columns(of: images)
        let range = geometry.outputs(of: images)
        let block: Matrix<T>
        if pools {
          block = tiling.part(blocks, of: worker, columns: columns.count)
          worker.unpool(
            geometry, delta: deltas[columns: range], choices: allChoices[columns: range],
            into: block)
        } else {
          block = deltas[columns: columns]
        }
        for tile in tiling.tiles(of: images) {
          let part = block[columns: tile.relative(to: columns)]
          worker.biasGradient(delta: part, into: dB, accumulates: !isFirst)
          worker.gemmDW(delta: part, phi: phi(worker, tile), into: dW, accumulates: !isFirst)
          isFirst = false
          guard inputGradientIsWanted else { continue }
          if geometry.phiIsInput {
            worker.gemmV(
              weight: weight, delta: part, into: dZ[columns: tile], scratch: turned)
          } else {
            let v = tiling.part(tiles, of: worker, columns: tile.count)
            worker.gemmV(weight: weight, delta: part, into: v, scratch: turned)
            worker.col2im(v: v, columns: tile, into: dZ)
          }
          // Images that this tile completed, while they are still in the cache.
          let complete = masked..<tile.upperBound / geometry.columnsPerImage
          let pixels = geometry.pixels(of: complete)
          if !complete.isEmpty {
            worker.reluMask(input: z[columns: pixels], delta: dZ[columns: pixels])
          }
          masked = complete.upperBound
        }
      }
    }
    sumShares(weight: dWs, bias: dBs, biasAs: .biasGradient)
    return Gradients(weight: weightGradient, bias: biasGradient, input: inputGradient)
  }
}

extension Range<Int> {
  /// The same range, counted from another's start.
  fileprivate func relative(to other: Range) -> Range {
    lowerBound - other.lowerBound..<upperBound - other.lowerBound
  }
}
