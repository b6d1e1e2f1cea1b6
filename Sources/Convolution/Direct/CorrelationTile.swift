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

  /// Offsets of pixels, as many as a tile has at most.
  typealias Offsets = InlineArray<12, Int>

  /// Filter rows.
  var rows: Int
  /// Taps of a filter row, channels included.
  var run: Int
  /// w of the first tap.
  var weight: UnsafePointer<T>
  /// From a filter row's w to the next one's.
  var weightPitch: Int
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

  /// Computes some pixels, up to ``RegisterTile/columns``.
  @inline(never)
  func compute(_ pixels: Int, from sources: Offsets, to targets: Offsets) {
    #if canImport(CBuiltForAVX512)
      if vectors == 1 {
        compute(pixels, InlineArray<1, T.Lanes>.self, from: sources, to: targets)
      } else {
        compute(pixels, InlineArray<2, T.Lanes>.self, from: sources, to: targets)
      }
    #else
      compute(pixels, InlineArray<1, T.Lanes>.self, from: sources, to: targets)
    #endif
  }

  /// A piece of code for each number of pixels, so that the compiler can give each sum a register.
  @inline(__always)
  private func compute<let M: Int>(
    _ pixels: Int, _: InlineArray<M, T.Lanes>.Type, from sources: Offsets, to targets: Offsets
  ) {
    switch pixels {
    case 1: compute(InlineArray<1, InlineArray<M, T.Lanes>>.self, sources, targets)
    #if canImport(CBuiltForAVX512) || canImport(CBuiltForAVX2) || arch(arm64)
      case 2: compute(InlineArray<2, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 3: compute(InlineArray<3, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 4: compute(InlineArray<4, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 5: compute(InlineArray<5, InlineArray<M, T.Lanes>>.self, sources, targets)
    #endif
    #if canImport(CBuiltForAVX512)
      case 6: compute(InlineArray<6, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 7: compute(InlineArray<7, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 8: compute(InlineArray<8, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 9: compute(InlineArray<9, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 10: compute(InlineArray<10, InlineArray<M, T.Lanes>>.self, sources, targets)
      case 11: compute(InlineArray<11, InlineArray<M, T.Lanes>>.self, sources, targets)
      default: compute(InlineArray<12, InlineArray<M, T.Lanes>>.self, sources, targets)
    #elseif canImport(CBuiltForAVX2) || arch(arm64)
      default: compute(InlineArray<6, InlineArray<M, T.Lanes>>.self, sources, targets)
    #else
      default: compute(InlineArray<2, InlineArray<M, T.Lanes>>.self, sources, targets)
    #endif
    }
  }

  @inline(__always)
  private func compute<let M: Int, let N: Int>(
    _: InlineArray<N, InlineArray<M, T.Lanes>>.Type, _ sources: Offsets, _ targets: Offsets
  ) {
    var sums = InlineArray<N, InlineArray<M, T.Lanes>>(
      repeating: InlineArray(repeating: T.lanes(repeating: .zero)))
    if accumulates {
      for n in 0..<N {
        for m in 0..<M { sums[n][m] = unsafe lanes.load(target + targets[n], vector: m) }
      }
    }
    var pixels = unsafe InlineArray<N, UnsafePointer<T>> { unsafe source + sources[$0] }
    var row = unsafe UnsafeRawPointer(weight)
    for _ in 0..<rows {
      var term = unsafe row
      for i in 0..<run {
        var w = InlineArray<M, T.Lanes>(repeating: T.lanes(repeating: .zero))
        for m in 0..<M {
          w[m] = unsafe term.loadUnaligned(
            fromByteOffset: m &* MemoryLayout<T.Lanes>.stride, as: T.Lanes.self)
        }
        for n in 0..<N {
          let z = unsafe T.lanes(repeating: pixels[n][i])
          for m in 0..<M { sums[n][m] = T.sum(sums[n][m], ofProduct: w[m], z) }
        }
        unsafe term += M &* MemoryLayout<T.Lanes>.stride
      }
      unsafe row += weightPitch &* MemoryLayout<T>.stride
      for n in 0..<N { unsafe pixels[n] += sourcePitch }
    }
    unsafe store(sums, targets)
  }

  @inline(__always)
  private func store<let M: Int, let N: Int>(
    _ sums: InlineArray<N, InlineArray<M, T.Lanes>>, _ targets: Offsets
  ) {
    switch unsafe finish {
    case .nothing:
      for n in 0..<N {
        for m in 0..<M { unsafe lanes.store(sums[n][m], into: target + targets[n], vector: m) }
      }
    case .biasReLU(let bias):
      for m in 0..<M {
        let b = unsafe lanes.load(bias, vector: m)
        for n in 0..<N {
          unsafe lanes.store(
            T.rectified(T.sum(sums[n][m], b)), into: target + targets[n], vector: m)
        }
      }
    case .mask(let input):
      for n in 0..<N {
        for m in 0..<M {
          let z = unsafe lanes.load(input + targets[n], vector: m)
          unsafe lanes.store(
            T.masked(sums[n][m], by: z), into: target + targets[n], vector: m)
        }
      }
    }
  }
}
