/// Columns of φ(pad(Z)): padding and im2col as one gather (4).
///
///     φ[c + d·(kx + h·ky), x + b_conv·(y + a_conv·i)]
///       = Z[c, (x·stride + kx − padding) + b·((y·stride + ky − padding) + a·i)], or 0 outside
///
/// `[d × b·a·l] → [K × columns]`. A filter row's taps are neighbours in Z as well as in φ, so
/// that each row of a column is one run of copies between zeros. The result need not be
/// initialised and must not overlap Z. No FLOPs; K elements written per column.
public struct PhiKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let input: Matrix<T>
  let columns: Range<Int>
  let result: Matrix<T>

  /// - Precondition: Z and the result have the geometry's shapes, and φ has these columns.
  public init(
    _ geometry: ConvolutionGeometry, of input: Matrix<T>, columns: Range<Int>,
    into result: Matrix<T>
  ) {
    precondition(input.rows == geometry.d && input.columns == geometry.pixelsPerImage * geometry.l)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= geometry.phiColumns)
    precondition(result.rows == geometry.phiRows && result.columns == columns.count)
    self.geometry = geometry
    self.input = input
    self.columns = columns
    self.result = result
  }

  /// Gathers the columns.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  public func execute<Counter: Tally>(_ tally: inout Counter) {
    let d = geometry.d
    let h = geometry.h
    let rowTaps = h * d
    // Beyond these a run's last chunk could leave the matrix that it is read from or written to.
    let slack = runChunks(rowTaps, of: T.self)
    let lastChunkTarget = unsafe result.base + (result.count - slack)
    let lastChunkSource = unsafe input.base + (input.count - slack)
    var column = unsafe result.base
    for place in TapRows(geometry, columns: columns) {
      // The part of a filter row that falls inside the image, in elements.
      let before = place.firstInside * d
      let inside = (place.endInside - place.firstInside) * d
      for ky in 0..<h {
        let y = place.top + ky
        if y < 0 || y >= geometry.a || inside == 0 {
          unsafe column.update(repeating: .zero, count: rowTaps)
          tally.elements(rowTaps)
        } else {
          let source =
            unsafe input.base
            + (place.firstPixel + y * geometry.b + place.left + place.firstInside) * d
          unsafe column.update(repeating: .zero, count: before)
          unsafe copyRun(
            from: source, to: column + before, count: inside,
            chunksFit: column + before < lastChunkTarget && source < lastChunkSource)
          unsafe (column + before + inside)
            .update(repeating: .zero, count: rowTaps - before - inside)
          tally.elements(before)
          tally.elements(inside)
          tally.elements(rowTaps - before - inside)
        }
        unsafe column += rowTaps
      }
    }
  }
}

/// Elements of the whole chunks that hold `count` elements.
@inline(always)
private func runChunks<T: BitwiseCopyable>(_ count: Int, of: T.Type) -> Int {
  let chunk = MemoryLayout<RunChunk>.stride / MemoryLayout<T>.stride
  return (count + chunk - 1) / chunk * chunk
}

/// Copies a run of elements; where `chunksFit`, by whole chunks if it is short, with no call and no
/// loop over single elements. What a last chunk writes behind the run is written again: runs
/// come in the order of their targets.
@inline(always)
private func copyRun<T: BitwiseCopyable>(
  from source: UnsafeMutablePointer<T>, to target: UnsafeMutablePointer<T>, count: Int,
  chunksFit: Bool
) {
  let bytes = count * MemoryLayout<T>.stride
  guard chunksFit, bytes <= longestChunkedRun else {
    unsafe target.update(from: source, count: count)
    return
  }
  let from = UnsafeRawPointer(source)
  let to = UnsafeMutableRawPointer(target)
  for offset in Swift.stride(from: 0, to: bytes, by: MemoryLayout<RunChunk>.stride) {
    unsafe to.storeBytes(
      of: from.loadUnaligned(fromByteOffset: offset, as: RunChunk.self), toByteOffset: offset,
      as: RunChunk.self)
  }
}

/// A cache line, which a wide vector unit moves at once.
private typealias RunChunk = SIMD16<UInt32>

/// Bytes from which the C library's copy is as fast.
private let longestChunkedRun = 512
