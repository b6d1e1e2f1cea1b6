import CVectorUnit

/// A correlation of images with filters, without φ: each sum is taken where the source lies, over
/// the taps that lie inside it.
///
///     target[o, position] = finish(Σ_taps Σ_c w[tap, c, o] · source[c, place(position, tap)])
///
/// `[target channels × taps·source channels] ⋆ [source channels × pixels]`. Forward the source is Z
/// and the target S, and the finish adds b and applies σ; backward the source is Δ and the target
/// ΔZ, and the finish is the mask. The target need not be initialised and must not overlap the
/// source. 2 FLOPs for each tap inside the source, channel of the source and channel of the target;
/// with a bias one more for each element of the target.
///
/// The target's pixels are grouped by which taps lie inside, so that nothing is padded and no zero
/// of a padding is multiplied.
struct CorrelationKernel<T: Scalar>: Kernel {
  /// What completes the sums.
  enum Finish {
    /// σ(sum + b).
    case biasReLU(Matrix<T>)
    /// sum ⊙ I[Z], with Z of the target's images and rows.
    case mask(ImageRows<T>)
  }

  let filters: PackedFilters<T>
  let source: ImageRows<T>
  let target: ImageRows<T>
  let rows: Range<Int>
  let finish: Finish
  private let streams: Bool

  /// - Parameters:
  ///   - filters: the packed filters, and the axes.
  ///   - source: the images; all rows that the taps of the target's rows meet.
  ///   - target: the same images.
  ///   - rows: the target's rows that are computed.
  ///   - finish: what completes the sums.
  ///   - streams: whether nobody reads the target before the caches have lost it; where its pixels fill
  ///     whole cache lines, it is then stored past them, and what it replaces is not read.
  /// - Precondition: all shapes fit together.
  init(
    _ filters: PackedFilters<T>, of source: ImageRows<T>, into target: ImageRows<T>,
    rows: Range<Int>, finish: Finish, streams: Bool
  ) {
    precondition(source.channels == filters.sourceChannels && source.images == target.images)
    precondition(target.channels == filters.panels.channels)
    precondition(source.width == filters.columns.places)
    precondition(target.width == filters.columns.positions)
    precondition(target.rows.lowerBound <= rows.lowerBound)
    precondition(target.rows.upperBound >= rows.upperBound)
    precondition(rows.isEmpty || filters.rows.span(of: rows).isInside(source.rows))
    switch finish {
    case .biasReLU(let bias): precondition(bias.rows == target.channels && bias.columns == 1)
    case .mask(let input):
      precondition(input.images == target.images && input.rows == target.rows)
      precondition(input.channels == target.channels && input.width == target.width)
    }
    self.filters = filters
    self.source = source
    self.target = target
    self.rows = rows
    self.finish = finish
    let line = DirectBlocks.vectorBytes
    let address = unsafe UInt(bitPattern: target.pixels.base)
    self.streams =
      streams && target.channels * MemoryLayout<T>.stride % line == 0
      && address % UInt(line) == 0
  }

  /// Computes the target's rows.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  func execute<Counter: Tally>(_ tally: inout Counter) {
    let blocks = PixelBlocks(
      images: target.images, rows: rows, pixelsPerRow: target.width, wanted: wantedPixels)
    let zeros = RegisterTile.Zeros<T>(repeating: T.lanes(repeating: .zero))
    defer { if streams { phibench_order_stores() } }
    unsafe withUnsafePointer(to: zeros) { zeros in
      var following = blocks.makeIterator()
      var block = following.next()
      if let block { fetch(block) }
      while let current = block {
        let next = following.next()
        defer { block = next }
        var readAhead = readAhead(of: next, during: current)
        for index in 0..<filters.panels.count {
          let panel = filters.panels[index]
          for rowPhase in 0..<filters.rows.phases {
            for columnPhase in 0..<filters.columns.phases {
              unsafe compute(
                panel, rowPhase, columnPhase, current, zeros: UnsafeRawPointer(zeros), &readAhead,
                &tally)
            }
          }
        }
      }
    }
  }

  /// Asks for what a single tap reads once, in the order of the addresses: memory delivers it several
  /// times as fast as in the order in which tiles come to it.
  private func fetch(_ block: PixelBlocks.Block) {
    guard filters.rows.allTaps == 1, filters.rows.phases == 1 else { return }
    let read = filters.rows.span(of: block.rows)
    for image in block.images {
      if filters.rows.placeStep == 1 { source.fetch(image: image, rows: read) }
      if case .mask(let input) = finish { input.fetch(image: image, rows: block.rows) }
    }
  }

  /// What a block will read of the source and of the mask's input, while another is computed; nothing
  /// where there is none.
  private func readAhead(
    of next: PixelBlocks.Block?, during block: PixelBlocks.Block
  ) -> ReadAhead {
    let pixels = block.images.count * block.rows.count * target.width
    let taps = filters.rows.allTaps * filters.columns.allTaps * source.channels
    let step = filters.rows.positionStep * filters.columns.positionStep
    let steps = filters.panels.count * CorrelationTile<T>.tiles(of: pixels) * taps / step
    let read = next ?? PixelBlocks.Block(images: block.images, rows: rows.prefix(0))
    let ofSource = source.stretch(images: read.images, rows: filters.rows.span(of: read.rows))
    guard case .mask(let input) = finish else { return ReadAhead(ofSource, steps: steps) }
    return ReadAhead(ofSource, input.stretch(images: read.images, rows: read.rows), steps: steps)
  }

  /// Pixels of a block: their part of the source stays in the L2 cache while all panels read it. A
  /// single tap reads each pixel once: few pixels at a time then come, and go, in the order of their
  /// addresses. With a single panel nothing is read again.
  private var wantedPixels: Int {
    let reach = filters.rows.placeStep * filters.columns.placeStep
    let perPixel = source.channels * MemoryLayout<T>.stride * reach
    let step = filters.rows.positionStep * filters.columns.positionStep
    if filters.rows.allTaps == 1 { return 224 * step }
    if filters.panels.count == 1 { return 8192 }
    return min(max(DirectBlocks.sourceBytes * step / perPixel, 256), 2048)
  }

  /// One panel of one block, by the taps of one phase.
  @inline(always)
  private func compute<Counter: Tally>(
    _ panel: OutputPanels<T>.Panel, _ rowPhase: Int, _ columnPhase: Int, _ block: PixelBlocks.Block,
    zeros: UnsafeRawPointer, _ readAhead: inout ReadAhead, _ tally: inout Counter
  ) {
    let weight =
      unsafe filters.values.base + filters.offset(panel: panel, rowPhase, columnPhase)
    let pieces = TapPieces(
      rows: filters.rows.taps(rowPhase),
      run: filters.columns.taps(columnPhase) * source.channels)
    for piece in pieces {
      for y in filters.rows.runs(rowPhase, in: block.rows) {
        for x in filters.columns.runs(columnPhase, in: 0..<target.width) {
          let run = x.inside.lowerBound * source.channels..<x.inside.upperBound * source.channels
          guard let part = pieces.part(of: y.inside, run, in: piece) else { continue }
          let pixels = block.images.count * y.count * x.count
          let steps = CorrelationTile<T>.tiles(of: pixels) * part.rows.count * part.run.count
          let (ahead, aheadStep) = unsafe readAhead.next(steps: steps)
          let tile = unsafe CorrelationTile<T>(
            rows: part.rows.count, run: part.run.count,
            weight: weight + (part.rows.lowerBound * pieces.run + part.run.lowerBound)
              * panel.width,
            weightSkip: (pieces.run - part.run.count) * panel.width * MemoryLayout<T>.stride,
            source: source.pixels.base,
            sourcePitch: source.rowPitch, target: target.pixels.base + panel.first,
            lanes: LaneRow(count: panel.lanes), vectors: panel.vectors,
            accumulates: !part.isFirst, finish: part.isLast ? finish(panel) : .nothing,
            streams: streams && part.isFirst && part.isLast, zeros: zeros, ahead: ahead,
            aheadStep: aheadStep)
          var walk = walk(block, y, x, part)
          tile.compute(pixels, of: &walk)
          tally.flops(tile.flopsPerPixel * pixels)
        }
      }
    }
  }

  private func finish(_ panel: OutputPanels<T>.Panel) -> CorrelationTile<T>.Finish {
    switch finish {
    case .biasReLU(let bias): unsafe .biasReLU(bias.base + panel.first)
    case .mask(let input): unsafe .mask(input.pixels.base + panel.first)
    }
  }

  private func walk(
    _ block: PixelBlocks.Block, _ y: TapAxis.Run, _ x: TapAxis.Run, _ part: TapPieces.Part
  ) -> PixelWalk {
    let (rows, columns) = (filters.rows, filters.columns)
    let image = block.images.lowerBound
    return PixelWalk(
      columns: x.count, rows: y.count,
      first: PixelWalk.Step(
        source: source.offset(image: image, row: y.place + part.rows.lowerBound)
          + x.place * source.channels + part.run.lowerBound,
        target: target.offset(image: image, row: y.position) + x.position * target.channels),
      column: PixelWalk.Step(
        source: columns.placeStep * source.channels,
        target: columns.positionStep * target.channels),
      row: PixelWalk.Step(
        source: rows.placeStep * source.rowPitch, target: rows.positionStep * target.rowPitch),
      image: PixelWalk.Step(source: source.imagePitch, target: target.imagePitch))
  }
}

extension CorrelationTile {
  /// What the tile executes for each pixel; lanes that are not there do not count.
  fileprivate var flopsPerPixel: Int {
    let sum = 2 * rows * run * lanes.count
    if case .biasReLU = finish { return sum + lanes.count }
    return sum
  }
}

extension TapAxis {
  /// The places that the taps of some positions meet, those outside left out.
  func span(of positions: Range<Int>) -> Range<Int> {
    var lower = places
    var upper = 0
    for phase in 0..<phases {
      for run in runs(phase, in: positions) where !run.inside.isEmpty {
        lower = min(lower, run.place + run.inside.lowerBound)
        upper = max(upper, run.place + (run.count - 1) * placeStep + run.inside.upperBound)
      }
    }
    return min(lower, upper)..<upper
  }
}

extension Range<Int> {
  fileprivate func isInside(_ other: Range<Int>) -> Bool {
    isEmpty || lowerBound >= other.lowerBound && upperBound <= other.upperBound
  }
}
