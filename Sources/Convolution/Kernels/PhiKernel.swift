/// Columns of φ(pad(Z)): padding and im2col as one gather (4).
///
///     φ[c + d·(kx + h·ky), x + b_conv·(y + a_conv·i)]
///       = Z[c, (x·stride + kx − padding) + b·((y·stride + ky − padding) + a·i)], or 0 outside
///
/// `[d × b·a·l] → [K × columns]`. A filter row's taps are neighbours in Z as well as in φ, so
/// that each row of a column is one run of copies between zeros. The result need not be
/// initialised and must not overlap Z. No FLOPs; K elements written per column.
package struct PhiKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let input: Matrix<T>
  let columns: Range<Int>
  let result: Matrix<T>

  /// - Precondition: Z and the result have the geometry's shapes, and φ has these columns.
  package init(
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
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    // Where columns lie inside the image as a whole, their filter rows are runs of one length. Short
    // ones begin anywhere in a cache line, and the widest chunk would cross its end each time.
    switch geometry.h * geometry.d * MemoryLayout<T>.stride {
    case 128...: gather(&tally, by: Runs.Widest.self)
    case MemoryLayout<ShortRuns.Chunk>.stride...: gather(&tally, by: ShortRuns.Chunk.self)
    default: gatherShortRuns(&tally)
    }
  }

  @inline(always)
  private func gather<Counter: Tally, Chunk: BitwiseCopyable>(
    _ tally: inout Counter, by chunk: Chunk.Type
  ) {
    let interior = geometry.interiorColumns
    var column = unsafe result.base
    for part in OutputRows(geometry, columns: columns) {
      let first = min(max(part.x.lowerBound, interior.lowerBound), part.x.upperBound)
      let end = max(first, min(part.x.upperBound, interior.upperBound))
      unsafe gatherEdge(part, part.x.lowerBound..<first, into: &column, &tally)
      unsafe gatherInterior(part, first..<end, into: &column, &tally, by: chunk)
      unsafe gatherEdge(part, end..<part.x.upperBound, into: &column, &tally)
    }
  }

  /// Columns of a row whose taps all lie between the image's left and right edge.
  @inline(never)
  private func gatherInterior<Counter: Tally, Chunk: BitwiseCopyable>(
    _ part: OutputRows.Part, _ x: Range<Int>, into column: inout UnsafeMutablePointer<T>,
    _ tally: inout Counter, by chunk: Chunk.Type
  ) {
    let rowTaps = geometry.h * geometry.d
    let bytes = rowTaps * MemoryLayout<T>.stride
    let pixelRow = geometry.b * geometry.d
    let step = geometry.stride * geometry.d
    let rows = part.rowsInside.count
    let above = part.rowsInside.lowerBound * rowTaps
    let below = (geometry.h - part.rowsInside.upperBound) * rowTaps
    var source =
      unsafe input.base + part.firstPixel * geometry.d
      + (part.top + part.rowsInside.lowerBound) * pixelRow
      + x.lowerBound * step - geometry.padding * geometry.d
    for _ in x {
      unsafe Runs.clear(column, count: above)
      unsafe column += above
      var run = unsafe source
      for _ in 0..<rows {
        unsafe Runs.copy(from: run, to: column, bytes: bytes, by: chunk)
        unsafe column += rowTaps
        unsafe run += pixelRow
      }
      unsafe Runs.clear(column, count: below)
      unsafe column += below
      unsafe source += step
      tally.elements(above + rows * rowTaps + below)
    }
  }

  /// Columns of a row with taps that may lie left or right of the image.
  @inline(never)
  func gatherEdge<Counter: Tally>(
    _ part: OutputRows.Part, _ x: Range<Int>, into column: inout UnsafeMutablePointer<T>,
    _ tally: inout Counter
  ) {
    let d = geometry.d
    let rowTaps = geometry.h * d
    for x in x {
      let left = x * geometry.stride - geometry.padding
      let firstInside = min(max(0, -left), geometry.h)
      let endInside = max(firstInside, min(geometry.h, geometry.b - left))
      let before = firstInside * d
      let inside = (endInside - firstInside) * d
      let after = rowTaps - before - inside
      for ky in 0..<geometry.h {
        if part.rowsInside.contains(ky) {
          let pixel = part.firstPixel + (part.top + ky) * geometry.b + left + firstInside
          unsafe Runs.clear(column, count: before)
          unsafe Runs.copy(from: input.base + pixel * d, to: column + before, count: inside)
          unsafe Runs.clear(column + before + inside, count: after)
        } else {
          unsafe Runs.clear(column, count: rowTaps)
        }
        unsafe column += rowTaps
        tally.elements(before + inside + after)
      }
    }
  }
}

extension ConvolutionGeometry {
  /// The output columns whose filter columns all lie inside the image, not in its padding.
  var interiorColumns: Range<Int> {
    let first = min((padding + stride - 1) / stride, bConv)
    let end = b + padding < h ? 0 : min((b + padding - h) / stride + 1, bConv)
    return first..<max(first, end)
  }
}
