import CVectorUnit

/// The micro-kernel of a correlation: a tile of target channels × pixels, summed over taps.
///
///     sums[o, n] (+)= Σ_row Σ_i w[row, i, o] · source[pixel n + row·sourcePitch + i]
///
/// `[channels × taps] · [taps × pixels]`, where a column of the right factor is read where it lies:
/// `rows` runs of `run` neighbouring elements each. All sums live in registers; w comes packed, a
/// vector after the other, and each element of the source is broadcast. 2·rows·run FLOPs a sum, and
/// one more with a bias.
@safe
struct CorrelationTile<T: Scalar> {
  /// What is done to sums that are complete, as they are stored.
  @safe
  enum Finish {
    /// Nothing: more taps will come, or none is wanted.
    case nothing
    /// σ(sum + b), with b of the tile's channels.
    case biasReLU(UnsafePointer<T>)
    /// sum ⊙ I[z], with z at the same place as the target.
    case mask(UnsafePointer<T>)
  }

  /// Filter rows.
  var rows: Int
  /// Taps of a filter row, channels included.
  var run: Int
  /// w of the first tap.
  var weight: UnsafePointer<T>
  /// Bytes from the end of a filter row's w to the next one's.
  var weightSkip: Int
  /// What the source's offsets count from.
  var source: UnsafePointer<T>
  /// From a source's row to the next.
  var sourcePitch: Int
  /// What the target's offsets count from.
  var target: UnsafeMutablePointer<T>
  /// Channels that are there.
  var lanes: LaneRow<T>
  /// Vectors that hold them.
  var vectors: Int
  /// Whether the sums begin with what the target holds.
  var accumulates: Bool
  /// What the store does.
  var finish: Finish
  /// Whether the store goes past the caches.
  var streams: Bool
  /// Zero, as many as a tile has sums.
  var zeros: UnsafeRawPointer
  /// What is to be in the L2 cache when the next block reads it.
  var ahead: UnsafeRawPointer
  /// From what is asked for with a tap to what is asked for with the next, in bytes.
  var aheadStep: Int

  /// Tiles of some pixels.
  static func tiles(of pixels: Int) -> Int {
    (pixels + RegisterTile.columns - 1) / RegisterTile.columns
  }

  /// Computes the next pixels of a walk, in tiles of about one size: none is left with too few sums to
  /// keep the multiply-adds busy.
  @inline(never)
  func compute(_ pixels: Int, of walk: inout PixelWalk) {
    switch vectors {
    case 1: compute(pixels, of: &walk, InlineArray<1, T.Lanes>.self)
    #if canImport(CBuiltForAVX512)
      case 2: compute(pixels, of: &walk, InlineArray<2, T.Lanes>.self)
      case 3: compute(pixels, of: &walk, InlineArray<3, T.Lanes>.self)
      case 4: compute(pixels, of: &walk, InlineArray<4, T.Lanes>.self)
    #endif
    default: preconditionFailure("no tile has \(vectors) vectors")
    }
  }

  @inline(never)
  private func compute<let M: Int>(
    _ pixels: Int, of walk: inout PixelWalk, _ row: InlineArray<M, T.Lanes>.Type
  ) {
    let tiles = Self.tiles(of: pixels)
    let (least, larger) = pixels.quotientAndRemainder(dividingBy: max(1, tiles))
    var ahead = unsafe ahead
    let isFull = lanes.fills(M)
    // Handed on by their address: a copy, wider than what was just written, would wait for it.
    unsafe withUnsafeTemporaryAllocation(
      of: Int.self, capacity: 2 * RegisterTile.mostColumns
    ) { offsets in
      guard let sources = offsets.baseAddress else { return }
      let targets = unsafe sources + RegisterTile.mostColumns
      for tile in 0..<tiles {
        let count = tile < larger ? least + 1 : least
        unsafe walk.next(count, sources: sources, targets: targets)
        if isFull {
          unsafe compute(count, row, from: sources, to: targets, ahead)
        } else {
          unsafe computePart(count, row, from: sources, to: targets, ahead)
        }
        unsafe ahead += rows * run * aheadStep
      }
    }
  }

  /// The same where lanes are missing: by way of a place that has room for all of them.
  @inline(never)
  private func computePart<let M: Int>(
    _ pixels: Int, _ row: InlineArray<M, T.Lanes>.Type, from sources: UnsafePointer<Int>,
    to targets: UnsafePointer<Int>, _ ahead: UnsafeRawPointer
  ) {
    let width = M * LaneRow<T>.width
    let columns = RegisterTile.mostColumns
    unsafe withUnsafeTemporaryAllocation(of: T.Lanes.self, capacity: 2 * columns * M) { room in
      guard let base = room.baseAddress else { return }
      let sums = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: T.self)
      let others = unsafe sums + columns * width
      for n in 0..<pixels {
        if accumulates {
          unsafe lanes.spread(target + targets[n], into: sums + n * width, vectors: M)
        }
        if case .mask(let input) = finish {
          unsafe lanes.spread(input + targets[n], into: others + n * width, vectors: M)
        }
      }
      var tile = self
      unsafe tile.target = sums
      switch finish {
      case .nothing: break
      case .biasReLU(let bias):
        unsafe lanes.spread(bias, into: others, vectors: M)
        unsafe tile.finish = .biasReLU(others)
      case .mask: unsafe tile.finish = .mask(others)
      }
      unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: columns) { places in
        guard let places = places.baseAddress else { return }
        for n in 0..<pixels { unsafe places[n] = n * width }
        unsafe tile.compute(pixels, row, from: sources, to: places, ahead)
      }
      for n in 0..<pixels { unsafe lanes.gather(sums + n * width, into: target + targets[n]) }
    }
  }

  /// A piece of code for each number of pixels, so that the compiler can give each sum a register.
  @inline(__always)
  private func compute<let M: Int>(
    _ pixels: Int, _: InlineArray<M, T.Lanes>.Type, from sources: UnsafePointer<Int>,
    to targets: UnsafePointer<Int>, _ ahead: UnsafeRawPointer
  ) {
    switch pixels {
    case 1: unsafe compute(InlineArray<1, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
    #if canImport(CBuiltForAVX512) || canImport(CBuiltForAVX2) || arch(arm64)
      case 2: unsafe compute(InlineArray<2, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
      case 3: unsafe compute(InlineArray<3, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
      case 4: unsafe compute(InlineArray<4, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
      case 5: unsafe compute(InlineArray<5, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
      default: unsafe compute(InlineArray<6, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
    #else
      default: unsafe compute(InlineArray<2, InlineArray<M, T.Lanes>>.self, sources, targets, ahead)
    #endif
    }
  }

  @inline(__always)
  private func compute<let M: Int, let N: Int>(
    _: InlineArray<N, InlineArray<M, T.Lanes>>.Type, _ sources: UnsafePointer<Int>,
    _ targets: UnsafePointer<Int>, _ ahead: UnsafeRawPointer
  ) {
    // Loaded, not initialised: an initialiser that is a call would keep the sums in memory.
    var sums = unsafe zeros.loadUnaligned(as: InlineArray<N, InlineArray<M, T.Lanes>>.self)
    if accumulates {
      for n in 0..<N {
        unsafe sums[unchecked: n] = row(target, targets[n])
      }
    } else {
      unsafe fetch(targets, InlineArray<N, InlineArray<M, T.Lanes>>.self)
    }
    // Apart: where next to nothing is read ahead, its instructions would cost more than they save.
    if aheadStep > 0 {
      unsafe add(to: &sums, sources, ahead, readsAhead: true)
    } else {
      unsafe add(to: &sums, sources, ahead, readsAhead: false)
    }
    unsafe store(sums, targets)
  }

  /// Adds the terms of all taps.
  @inline(__always)
  private func add<let M: Int, let N: Int>(
    to sums: inout InlineArray<N, InlineArray<M, T.Lanes>>, _ sources: UnsafePointer<Int>,
    _ ahead: UnsafeRawPointer, readsAhead: Bool
  ) {
    var term = unsafe UnsafeRawPointer(weight)
    let pixels = unsafe InlineArray<N, UnsafePointer<T>> { unsafe source + sources[$0] }
    var first = 0
    var ahead = unsafe ahead
    for _ in 0..<rows {
      for tap in 0..<run {
        if readsAhead {
          unsafe phibench_prefetch_into_l2(ahead)
          unsafe ahead += aheadStep
        }
        let i = first &+ tap
        let w = unsafe term.loadUnaligned(as: InlineArray<M, T.Lanes>.self)
        for n in 0..<N {
          let z = unsafe T.lanes(repeating: pixels[unchecked: n][i])
          for m in 0..<M {
            unsafe sums[unchecked: n][unchecked: m] = T.sum(
              sums[unchecked: n][unchecked: m], ofProduct: w[unchecked: m], z)
          }
        }
        unsafe term += M &* MemoryLayout<T.Lanes>.stride
      }
      unsafe term += weightSkip
      first &+= sourcePitch
    }
  }

  /// Asks for the lines that the store will need, which takes longer than the store would wait for.
  @inline(__always)
  private func fetch<let M: Int, let N: Int>(
    _ targets: UnsafePointer<Int>, _: InlineArray<N, InlineArray<M, T.Lanes>>.Type
  ) {
    if !streams {
      for n in 0..<N {
        for m in 0..<M {
          unsafe phibench_prefetch_for_writing(target + (targets[n] &+ m &* LaneRow<T>.width))
        }
      }
    }
    if case .mask(let input) = finish {
      for n in 0..<N {
        for m in 0..<M { unsafe phibench_prefetch(input + (targets[n] &+ m &* LaneRow<T>.width)) }
      }
    }
  }

  @inline(__always)
  private func store<let M: Int, let N: Int>(
    _ sums: InlineArray<N, InlineArray<M, T.Lanes>>, _ targets: UnsafePointer<Int>
  ) {
    var sums = sums
    switch finish {
    case .nothing: break
    case .biasReLU(let bias):
      let b: InlineArray<M, T.Lanes> = unsafe row(bias, 0)
      for n in 0..<N {
        for m in 0..<M {
          unsafe sums[unchecked: n][unchecked: m] = T.rectified(
            T.sum(sums[unchecked: n][unchecked: m], b[unchecked: m]))
        }
      }
    case .mask(let input):
      for n in 0..<N {
        let z: InlineArray<M, T.Lanes> = unsafe row(input, targets[n])
        for m in 0..<M {
          unsafe sums[unchecked: n][unchecked: m] = T.masked(
            sums[unchecked: n][unchecked: m], by: z[unchecked: m])
        }
      }
    }
    if streams {
      for n in 0..<N { unsafe stream(sums[unchecked: n], targets[n]) }
    } else {
      for n in 0..<N { unsafe put(sums[unchecked: n], targets[n]) }
    }
  }

  @inline(__always)
  private func row<let M: Int>(
    _ base: UnsafePointer<T>, _ offset: Int
  ) -> InlineArray<M, T.Lanes> {
    unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: InlineArray<M, T.Lanes>.self)
  }

  @inline(__always)
  private func put<let M: Int>(_ row: InlineArray<M, T.Lanes>, _ offset: Int) {
    unsafe UnsafeMutableRawPointer(target + offset).storeBytes(
      of: row, as: InlineArray<M, T.Lanes>.self)
  }

  @inline(__always)
  private func stream<let M: Int>(_ row: InlineArray<M, T.Lanes>, _ offset: Int) {
    let place = unsafe UnsafeMutableRawPointer(target + offset)
    for m in 0..<M {
      unsafe withUnsafePointer(to: row[unchecked: m]) { line in
        unsafe phibench_store_past_caches(place + m &* MemoryLayout<T.Lanes>.stride, line)
      }
    }
  }
}
