/// The passes of ``Direct``.
extension Crew {
  /// σ(S + b 1ᵀ) = σ(W ⋆ Z + b 1ᵀ), and pooling block by block.
  ///
  /// - Throws: ``OutOfMemory``.
  func directForward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let geometry = workload.geometry
    let workers = workload.workers
    let pools = geometry.hasPooling
    let plan = DirectPlan(workload, scalarBytes: MemoryLayout<T>.stride)
    let output = try Buffer<T>(geometry.outputCount, from: memory, for: .activations)
    let choices = try Buffer<UInt16>(
      pools ? geometry.outputCount : 0, from: memory, for: .activations)
    let packed = try Buffer<T>(plan.filterCount, from: memory, for: .workspace)
    let scratch = try Buffer<T>(plan.sCount, from: memory, for: .workspace)
    let nothing = try Buffer<T>(0, from: memory, for: .phi)

    let weight = geometry.weight(layer.weight)
    let bias = layer.bias.vector
    let z = geometry.input(input)
    let outputs = geometry.output(output)
    let allChoices = choices.matrix(rows: pools ? geometry.dOut : 0, columns: outputs.columns)
    let blocks = scratch.matrix(rows: plan.sCount / workers, columns: workers)
    let filters = PackedFilters<T>(
      rows: .forward(geometry, size: geometry.a, convolved: geometry.aConv),
      columns: .forward(geometry, size: geometry.b, convolved: geometry.bConv),
      sourceChannels: geometry.d, panels: OutputPanels(channels: geometry.dOut), in: packed.vector)

    forEachWorker { worker in
      worker.packForS(weight, into: filters, workers: workers)
    }
    forEachWorker { worker in
      for block in plan.pooled.blocks(of: worker.images) {
        let range = geometry.outputs(of: block)
        let s =
          pools
          ? blocks[columns: worker.index..<worker.index + 1].prefix(
            rows: geometry.dOut, columns: block.images.count * block.rows.count * geometry.bConv)
          : outputs[columns: range]
        let rows = ImageRows(s, images: block.images, rows: block.rows, width: geometry.bConv)
        worker.directS(
          CorrelationKernel(
            filters, of: geometry.rows(of: z, images: block.images), into: rows, rows: block.rows,
            finish: .biasReLU(bias), streams: plan.streamsOutput))
        guard pools else { continue }
        worker.pool(
          block.geometry(of: geometry), s: s, into: outputs[columns: range],
          choices: allChoices[columns: range])
      }
    }
    return ForwardResult(output: output, saved: Saved(choices: choices, phi: nothing))
  }

  /// Unpooling, ∂ξ/∂W with ∂ξ/∂b and, where wanted, ΔZ ⊙ I[Z], block by block.
  ///
  /// - Throws: ``OutOfMemory``.
  func directBackward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    choices: borrowing Buffer<UInt16>
  ) throws(OutOfMemory) -> Gradients<T> {
    let geometry = workload.geometry
    let workers = workload.workers
    let pools = geometry.hasPooling
    let inputGradientIsWanted = workload.inputGradient
    let plan = DirectPlan(workload, scalarBytes: MemoryLayout<T>.stride)
    let weightGradient = try Buffer<T>(
      geometry.weightCount * workers, from: memory, for: .gradients)
    let biasGradient = try Buffer<T>(geometry.dOut * workers, from: memory, for: .gradients)
    let inputGradient = try Buffer<T>(
      inputGradientIsWanted ? geometry.inputCount : 0, from: memory, for: .gradients)
    let packed = try Buffer<T>(plan.turnedFilterCount, from: memory, for: .workspace)
    let unpooled = try Buffer<T>(plan.deltaCount, from: memory, for: .workspace)
    let scratch = try Buffer<T>(plan.weightGradientCount, from: memory, for: .workspace)

    let weight = geometry.weight(layer.weight)
    let z = geometry.input(input)
    let deltas = geometry.output(delta)
    let allChoices = choices.matrix(rows: pools ? geometry.dOut : 0, columns: deltas.columns)
    let windows = unpooled.matrix(rows: plan.deltaCount / workers, columns: workers)
    let scratches = scratch.matrix(rows: plan.gradient.count, columns: workers)
    let dWs = weightGradient.matrix(rows: geometry.dOut, columns: geometry.phiRows * workers)
    let dBs = biasGradient.matrix(rows: geometry.dOut, columns: workers)
    let dZ = inputGradient.matrix(
      rows: inputGradientIsWanted ? geometry.d : 0, columns: z.columns)
    let filters =
      inputGradientIsWanted
      ? PackedFilters<T>(
        rows: .backward(geometry, size: geometry.a, convolved: geometry.aConv),
        columns: .backward(geometry, size: geometry.b, convolved: geometry.bConv),
        sourceChannels: geometry.dOut, panels: OutputPanels(channels: geometry.d), in: packed.vector
      )
      : nil

    if let filters {
      forEachWorker { worker in
        worker.packForDZ(weight, into: filters, workers: workers)
      }
    }
    forEachWorker { worker in
      let own = worker.index..<worker.index + 1
      let dW = dWs[columns: worker.index * geometry.phiRows..<(worker.index + 1) * geometry.phiRows]
      var window = DeltaWindow(
        geometry, plan.pooled, in: windows[columns: own], keepsRows: inputGradientIsWanted)
      var accumulates = false
      for block in plan.pooled.blocks(of: worker.images) {
        let range = geometry.outputs(of: block)
        let delta: ImageRows<T>
        if pools {
          let target = window.advance(to: block)
          worker.unpool(
            block.geometry(of: geometry), delta: deltas[columns: range],
            choices: allChoices[columns: range], into: target)
          delta = window.rows
        } else {
          delta = ImageRows(
            deltas[columns: range], images: block.images, rows: block.rows, width: geometry.bConv)
        }
        let input = geometry.rows(of: z, images: block.images)
        worker.directDW(
          WeightGradientKernel(
            geometry, blocks: plan.gradient, delta: delta, rows: block.rows, input: input,
            weightGradient: dW, biasGradient: dBs[columns: own], accumulates: accumulates,
            scratch: scratches[columns: own]))
        accumulates = true
        guard let filters else { continue }
        worker.directDZ(
          CorrelationKernel(
            filters, of: delta, into: geometry.rows(of: dZ, images: block.images),
            rows: plan.pooled.rowsComplete(
              block.rows.lowerBound)..<plan.pooled.rowsComplete(block.rows.upperBound),
            finish: .mask(input), streams: plan.streamsInputGradient))
      }
    }
    sumShares(weight: dWs, bias: dBs, biasAs: .gemmDW)
    return Gradients(weight: weightGradient, bias: biasGradient, input: inputGradient)
  }
}

extension ConvolutionGeometry {
  /// All rows of some images of Z, or of ΔZ.
  fileprivate func rows<T>(of matrix: Matrix<T>, images: Range<Int>) -> ImageRows<T> {
    ImageRows(matrix[columns: pixels(of: images)], images: images, rows: 0..<a, width: b)
  }

  /// The columns of the output that a block has.
  fileprivate func outputs(of block: PooledBlocks.Block) -> Range<Int> {
    let first = block.images.lowerBound * outputsPerImage + block.windows.lowerBound * bOut
    return first..<first + block.images.count * block.windows.count * bOut
  }
}
