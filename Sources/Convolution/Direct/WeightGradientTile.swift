import CVectorUnit

/// The micro-kernel of ∂ξ/∂W: a tile of output channels × neighbouring taps, summed over pixels.
///
///     sums[o, n] (+)= Σ_images Σ_rows Σ_x Δ[o, pixel] · source[place(pixel) + n]
///
/// `[channels × pixels] · [pixels × taps]`. Δ comes packed, a pixel's vectors after the other; the
/// source's elements are neighbours and are broadcast. All sums live in registers. 2 FLOPs a sum and
/// pixel.
@safe
struct WeightGradientTile<T: Scalar> {
  /// Images, rows of each and pixels of a row.
  var images = 0
  var rows = 0
  var pixels = 0
  /// Δ of the first pixel.
  var delta: UnsafePointer<T>
  /// From a row of Δ, and from an image, to the next.
  var deltaRow = 0
  var deltaImage = 0
  /// The source under the first pixel.
  var source: UnsafePointer<T>
  /// From a pixel of the source, a row and an image to the next one that is met.
  var sourceStep = 0
  var sourceRow = 0
  var sourceImage = 0
  /// ∂ξ/∂W of the first tap.
  var result: UnsafeMutablePointer<T>
  /// Where each tap's sums are from there.
  var resultOffsets: UnsafePointer<Int>
  /// Channels that are there.
  var lanes: LaneRow<T>
  /// Vectors that hold them.
  var vectors: Int
  /// Whether the sums begin with what the result holds.
  var accumulates: Bool
  /// Zero, as many as a tile has sums.
  var zeros: UnsafeRawPointer
  /// What is to be in the L2 cache when the tiles after this one read it.
  var ahead: UnsafeRawPointer
  /// From what is asked for with a pixel to what is asked for with the next, in bytes.
  var aheadStep = 0

  /// Computes some taps, up to ``RegisterTile/columns``.
  @inline(never)
  func compute(_ taps: Int) {
    guard lanes.fills(vectors) else { return computePart(taps) }
    computeFull(taps)
  }

  /// The same where lanes are missing: by way of a place that has room for all of them.
  @inline(never)
  private func computePart(_ taps: Int) {
    let width = vectors * LaneRow<T>.width
    let columns = RegisterTile.mostColumns
    unsafe withUnsafeTemporaryAllocation(of: T.Lanes.self, capacity: columns * vectors) { room in
      guard let base = room.baseAddress else { return }
      let sums = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: T.self)
      for n in 0..<taps where accumulates {
        unsafe lanes.spread(result + resultOffsets[n], into: sums + n * width, vectors: vectors)
      }
      unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: columns) { places in
        guard let places = places.baseAddress else { return }
        for n in 0..<taps { unsafe places[n] = n * width }
        var tile = self
        unsafe tile.result = sums
        unsafe tile.resultOffsets = UnsafePointer(places)
        tile.computeFull(taps)
      }
      for n in 0..<taps { unsafe lanes.gather(sums + n * width, into: result + resultOffsets[n]) }
    }
  }

  @inline(never)
  private func computeFull(_ taps: Int) {
    switch vectors {
    case 1: compute(taps, InlineArray<1, T.Lanes>.self)
    #if canImport(CBuiltForAVX512)
      case 2: compute(taps, InlineArray<2, T.Lanes>.self)
      case 3: compute(taps, InlineArray<3, T.Lanes>.self)
      case 4: compute(taps, InlineArray<4, T.Lanes>.self)
    #endif
    default: preconditionFailure("no tile has \(vectors) vectors")
    }
  }

  /// A piece of code for each number of taps, so that the compiler can give each sum a register.
  @inline(__always)
  private func compute<let M: Int>(
    _ taps: Int, _: InlineArray<M, T.Lanes>.Type
  ) {
    switch taps {
    case 1: compute(InlineArray<1, InlineArray<M, T.Lanes>>.self)
    #if canImport(CBuiltForAVX512) || canImport(CBuiltForAVX2) || arch(arm64)
      case 2: compute(InlineArray<2, InlineArray<M, T.Lanes>>.self)
      case 3: compute(InlineArray<3, InlineArray<M, T.Lanes>>.self)
      case 4: compute(InlineArray<4, InlineArray<M, T.Lanes>>.self)
      case 5: compute(InlineArray<5, InlineArray<M, T.Lanes>>.self)
      default: compute(InlineArray<6, InlineArray<M, T.Lanes>>.self)
    #else
      default: compute(InlineArray<2, InlineArray<M, T.Lanes>>.self)
    #endif
    }
  }

  @inline(__always)
  private func compute<let M: Int, let N: Int>(
    _: InlineArray<N, InlineArray<M, T.Lanes>>.Type
  ) {
    // Loaded, not initialised: an initialiser that is a call would keep the sums in memory.
    var sums = unsafe zeros.loadUnaligned(as: InlineArray<N, InlineArray<M, T.Lanes>>.self)
    if accumulates {
      for n in 0..<N {
        let column = unsafe UnsafeRawPointer(result + resultOffsets[n])
        unsafe sums[unchecked: n] = column.loadUnaligned(as: InlineArray<M, T.Lanes>.self)
      }
    }
    // Apart: where next to nothing is read ahead, its instructions would cost more than they save.
    if aheadStep > 0 {
      add(to: &sums, readsAhead: true)
    } else {
      add(to: &sums, readsAhead: false)
    }
    for n in 0..<N {
      let column = unsafe UnsafeMutableRawPointer(result + resultOffsets[n])
      unsafe column.storeBytes(of: sums[unchecked: n], as: InlineArray<M, T.Lanes>.self)
    }
  }

  /// Adds the terms of all pixels.
  @inline(__always)
  private func add<let M: Int, let N: Int>(
    to sums: inout InlineArray<N, InlineArray<M, T.Lanes>>, readsAhead: Bool
  ) {
    let bytes = MemoryLayout<T.Lanes>.stride
    let step = sourceStep
    var ahead = unsafe ahead
    for image in 0..<images {
      for row in 0..<rows {
        var vectors = unsafe UnsafeRawPointer(
          delta + (image &* deltaImage &+ row &* deltaRow))
        var place = unsafe source + (image &* sourceImage &+ row &* sourceRow)
        for _ in 0..<pixels {
          if readsAhead {
            unsafe phibench_prefetch_into_l2(ahead)
            unsafe ahead += aheadStep
          }
          let d = unsafe vectors.loadUnaligned(as: InlineArray<M, T.Lanes>.self)
          for n in 0..<N {
            let z = unsafe T.lanes(repeating: place[n])
            for m in 0..<M {
              unsafe sums[unchecked: n][unchecked: m] = T.sum(
                sums[unchecked: n][unchecked: m], ofProduct: d[unchecked: m], z)
            }
          }
          unsafe vectors += M &* bytes
          unsafe place += step
        }
      }
    }
  }
}
