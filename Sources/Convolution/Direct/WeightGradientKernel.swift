/// ∂ξ/∂W = Δ φ(pad(Z))ᵀ (2) without φ, and ∂ξ/∂b = Δ 1 with it.
///
///     ∂ξ/∂W[o, tap, c] (+)= Σ_pixels Δ[o, pixel] · Z[c, place(pixel, tap)]
///     ∂ξ/∂b[o]         (+)= Σ_pixels Δ[o, pixel]
///
/// `[d_out × pixels] ⋆ [d × places] → [d_out × K]`. Block by block Z is packed by groups of channels,
/// unless a single tap reads it where it lies, and Δ panel by panel, which is where its rows are summed;
/// then each tile of panel × group is summed tap by tap over those pixels whose tap lies inside Z. Unless
/// it accumulates the results need not be initialised; they must not overlap Δ, Z or the scratch.
///
/// 2·d_out FLOPs for each tap executed and d_out for each pixel. Executed are the taps inside Z;
/// where Z has few channels a whole filter row is, unless all of it lies outside.
struct WeightGradientKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let blocks: WeightGradientBlocks
  let delta: ImageRows<T>
  let rows: Range<Int>
  let input: ImageRows<T>
  let weightGradient: Matrix<T>
  let biasGradient: Matrix<T>
  let accumulates: Bool
  let scratch: Matrix<T>

  /// - Parameters:
  ///   - geometry: the layer's sizes.
  ///   - blocks: the blocks that the scratch has room for.
  ///   - delta: Δ of some rows of some images.
  ///   - rows: the rows of Δ that are summed.
  ///   - input: Z of the same images, all rows.
  ///   - weightGradient: ∂ξ/∂W, d_out × K.
  ///   - biasGradient: ∂ξ/∂b, d_out.
  ///   - accumulates: whether the sums begin with what the results hold.
  ///   - scratch: room for the packed values.
  /// - Precondition: all shapes fit together.
  init(
    _ geometry: ConvolutionGeometry, blocks: WeightGradientBlocks, delta: ImageRows<T>,
    rows: Range<Int>, input: ImageRows<T>, weightGradient: Matrix<T>, biasGradient: Matrix<T>,
    accumulates: Bool, scratch: Matrix<T>
  ) {
    precondition(delta.channels == geometry.dOut && delta.width == geometry.bConv)
    precondition(rows.lowerBound >= delta.rows.lowerBound && !rows.isEmpty)
    precondition(rows.upperBound <= delta.rows.upperBound && !delta.images.isEmpty)
    precondition(input.channels == geometry.d && input.width == geometry.b)
    precondition(input.rows == 0..<geometry.a && input.images == delta.images)
    precondition(weightGradient.rows == geometry.dOut)
    precondition(weightGradient.columns == geometry.phiRows)
    precondition(biasGradient.rows == geometry.dOut && biasGradient.columns == 1)
    precondition(scratch.count >= blocks.count)
    self.geometry = geometry
    self.blocks = blocks
    self.delta = delta
    self.rows = rows
    self.input = input
    self.weightGradient = weightGradient
    self.biasGradient = biasGradient
    self.accumulates = accumulates
    self.scratch = scratch
  }

  /// Sums all blocks.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  func execute<Counter: Tally>(_ tally: inout Counter) {
    let panels = OutputPanels<T>(channels: geometry.dOut)
    let zeros = RegisterTile.Zeros<T>(repeating: T.lanes(repeating: .zero))
    let offsets = InlineArray<6, Int> { $0 * geometry.dOut }
    var accumulates = accumulates
    var following = blocks.blocks(images: delta.images, rows: rows).makeIterator()
    var block = following.next()
    // Asked for in the order of the addresses: memory delivers it several times as fast.
    if let block, geometry.phiIsInput {
      for image in block.images { input.fetch(image: image, rows: block.rows) }
    }
    while let current = block {
      let next = following.next()
      defer { block = next }
      let z = PackedRows<T>(
        packing: blocks.input, images: current.images, rows: blocks.input.rows(for: current.rows))
      if blocks.input.form != .inPlace { unsafe z.pack(input, into: scratch.base) }
      var readAhead = readAhead(of: next, during: current, tiles: panels.count * z.tiles)
      for index in 0..<panels.count {
        let panel = panels[index]
        pack(panel, current, accumulates: accumulates)
        tally.flops(panel.lanes * current.images.count * current.rows.count * geometry.bConv)
        unsafe withUnsafePointer(to: zeros) { zeros in
          unsafe withUnsafePointer(to: offsets) { offsets in
            unsafe sum(
              panel, current, z, accumulates: accumulates, zeros: UnsafeRawPointer(zeros),
              offsets: UnsafeRawPointer(offsets).assumingMemoryBound(to: Int.self), &readAhead,
              &tally)
          }
        }
      }
      accumulates = true
    }
  }

  /// What a block will read of Δ, and of Z where the stride skips nothing of it, while another is summed in
  /// some tiles; nothing where there is no other.
  private func readAhead(
    of next: PixelBlocks.Block?, during block: PixelBlocks.Block, tiles: Int
  ) -> ReadAhead {
    let steps = tiles * block.images.count * block.rows.count * geometry.bConv
    let read = next ?? PixelBlocks.Block(images: block.images, rows: rows.prefix(0))
    let ofDelta = delta.stretch(images: read.images, rows: read.rows)
    guard geometry.stride <= geometry.h else { return ReadAhead(ofDelta, steps: steps) }
    return ReadAhead(
      ofDelta, input.stretch(images: read.images, rows: blocks.input.rowsMet(by: read.rows)),
      steps: steps)
  }

  private var packedDelta: UnsafeMutablePointer<T> {
    unsafe scratch.base + blocks.inputCount
  }

  /// Whether a panel is all of Δ, which can then be read where it lies.
  private func isInPlace(_ panel: OutputPanels<T>.Panel) -> Bool {
    panel.lanes == geometry.dOut && panel.width == geometry.dOut
  }

  /// Sums a panel's rows of Δ, and packs them unless they lie as they should.
  private func pack(
    _ panel: OutputPanels<T>.Panel, _ block: PixelBlocks.Block, accumulates: Bool
  ) {
    let pixels = block.rows.count * geometry.bConv
    let sums = unsafe biasGradient.base + panel.first
    if !accumulates { unsafe sums.update(repeating: .zero, count: panel.lanes) }
    for image in block.images {
      let first = (image - block.images.lowerBound) * pixels * panel.width
      let source =
        unsafe delta.pixels.base
        + (delta.offset(image: image, row: block.rows.lowerBound) + panel.first)
      let target = unsafe packedDelta + first
      let place = unsafe isInPlace(panel) ? nil : target
      guard panel.lanes == panel.width else {
        unsafe packPart(panel, pixels, from: source, into: target, adding: sums)
        continue
      }
      // A piece of code for each number of vectors, so that their sums have registers.
      switch panel.vectors {
      case 2: unsafe packFull(InlineArray<2, T.Lanes>.self, pixels, source, place, sums)
      case 3: unsafe packFull(InlineArray<3, T.Lanes>.self, pixels, source, place, sums)
      case 4: unsafe packFull(InlineArray<4, T.Lanes>.self, pixels, source, place, sums)
      default: unsafe packFull(InlineArray<1, T.Lanes>.self, pixels, source, place, sums)
      }
    }
  }

  @inline(never)
  private func packFull<let M: Int>(
    _: InlineArray<M, T.Lanes>.Type, _ pixels: Int, _ source: UnsafePointer<T>,
    _ target: UnsafeMutablePointer<T>?, _ sums: UnsafeMutablePointer<T>
  ) {
    let place = UnsafeMutableRawPointer(sums)
    var sum = unsafe place.loadUnaligned(as: InlineArray<M, T.Lanes>.self)
    var from = unsafe UnsafeRawPointer(source)
    var to = unsafe target.map { UnsafeMutableRawPointer($0) }
    for _ in 0..<pixels {
      let values = unsafe from.loadUnaligned(as: InlineArray<M, T.Lanes>.self)
      for m in 0..<M {
        unsafe sum[unchecked: m] = T.sum(sum[unchecked: m], values[unchecked: m])
      }
      if let place = unsafe to {
        unsafe place.storeBytes(of: values, as: InlineArray<M, T.Lanes>.self)
        unsafe to = place + MemoryLayout<InlineArray<M, T.Lanes>>.stride
      }
      unsafe from += geometry.dOut &* MemoryLayout<T>.stride
    }
    unsafe place.storeBytes(of: sum, as: InlineArray<M, T.Lanes>.self)
  }

  private func packPart(
    _ panel: OutputPanels<T>.Panel, _ pixels: Int, from source: UnsafePointer<T>,
    into target: UnsafeMutablePointer<T>, adding sums: UnsafeMutablePointer<T>
  ) {
    let lanes = LaneRow<T>(count: panel.lanes)
    for pixel in 0..<pixels {
      let values = unsafe source + pixel * geometry.dOut
      unsafe lanes.spread(
        values, into: target + pixel * panel.width, vectors: panel.vectors)
      for lane in 0..<panel.lanes { unsafe sums[lane] = sums[lane] + values[lane] }
    }
  }

  /// All tiles of a panel.
  private func sum<Counter: Tally>(
    _ panel: OutputPanels<T>.Panel, _ block: PixelBlocks.Block, _ z: PackedRows<T>,
    accumulates: Bool, zeros: UnsafeRawPointer, offsets: UnsafePointer<Int>,
    _ readAhead: inout ReadAhead, _ tally: inout Counter
  ) {
    let isInPlace = isInPlace(panel)
    let first =
      unsafe isInPlace
      ? UnsafePointer(delta.pixels.base)
        + delta.offset(image: block.images.lowerBound, row: block.rows.lowerBound)
      : UnsafePointer(packedDelta)
    let source =
      unsafe z.packing.form == .inPlace
      ? UnsafePointer(input.pixels.base) + input.offset(image: block.images.lowerBound, row: 0)
      : UnsafePointer(scratch.base)
    let pixelPitch = panel.width
    let rowPitch = geometry.bConv * pixelPitch
    var tile = unsafe WeightGradientTile<T>(
      delta: first, source: first, result: weightGradient.base,
      resultOffsets: offsets, lanes: LaneRow(count: panel.lanes), vectors: panel.vectors,
      accumulates: accumulates, zeros: zeros, ahead: UnsafeRawPointer(first))
    tile.images = block.images.count
    tile.deltaRow = rowPitch
    tile.deltaImage = isInPlace ? delta.imagePitch : block.rows.count * rowPitch
    for part in z.parts {
      (tile.sourceStep, tile.sourceRow, tile.sourceImage) = z.steps(part)
      for ky in 0..<geometry.h {
        let y = geometry.positions(
          meeting: ky, size: geometry.a, convolved: geometry.aConv
        ).clamped(to: block.rows)
        for kx in 0..<z.packing.tapColumns {
          let x =
            z.packing.form == .padded
            ? 0..<geometry.bConv
            : geometry.positions(
              meeting: kx, size: geometry.b, convolved: geometry.bConv)
          (tile.rows, tile.pixels) = (y.count, x.count)
          unsafe tile.delta =
            first
            + (y.lowerBound - block.rows.lowerBound) * rowPitch + x.lowerBound * pixelPitch
          if !y.isEmpty && !x.isEmpty {
            unsafe tile.source = source + z.offset(part, y.lowerBound, ky, x.lowerBound, kx)
          }
          let column = (ky * geometry.h + kx) * geometry.d + part.first
          unsafe tile.result = weightGradient.base + column * geometry.dOut + panel.first
          unsafe (tile.ahead, tile.aheadStep) = readAhead.next(
            steps: tile.images * tile.rows * tile.pixels)
          tile.compute(part.count)
          tally.flops(2 * panel.lanes * part.count * tile.images * tile.rows * tile.pixels)
        }
      }
    }
  }
}
