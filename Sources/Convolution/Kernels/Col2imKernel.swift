/// vec(V)ᵀ P_φ P_pad: adds the columns of V back to the pixels they came from (5), col2im.
///
///     ΔZ[c, pixel] = Σ V[tap, column] over the columns and taps that φ takes from this pixel
///
/// `[K × columns] → [d × b·a·l]`. The columns of an image must come in their order, in one call or
/// more; the first of an output row clears the pixels that it is the first to reach, so ΔZ need
/// not be initialised. A pixel's terms are added in the order of the columns, however these are cut
/// into calls. ΔZ must not overlap V. One FLOP per tap inside the image; K elements passed over per
/// column.
package struct Col2imKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let v: Matrix<T>
  let columns: Range<Int>
  let result: Matrix<T>

  /// - Precondition: V and the result have the geometry's shapes, and φ has these columns.
  package init(
    _ geometry: ConvolutionGeometry, of v: Matrix<T>, columns: Range<Int>, into result: Matrix<T>
  ) {
    precondition(v.rows == geometry.phiRows && v.columns == columns.count)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= geometry.phiColumns)
    precondition(
      result.rows == geometry.d && result.columns == geometry.pixelsPerImage * geometry.l)
    self.geometry = geometry
    self.v = v
    self.columns = columns
    self.result = result
  }

  /// Adds the columns.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    let d = geometry.d
    let rowTaps = geometry.h * d
    let pixelRow = geometry.b * d
    var column = unsafe v.base
    for part in OutputRows(geometry, columns: columns) {
      if part.x.lowerBound == 0 { clearFirstReached(part) }
      let firstRow = part.top + part.rowsInside.lowerBound
      let rows = unsafe result.base + part.firstPixel * d + firstRow * pixelRow
      for x in part.x {
        let left = x * geometry.stride - geometry.padding
        let firstInside = min(max(0, -left), geometry.h)
        let inside = max(0, min(geometry.h, geometry.b - left) - firstInside) * d
        var taps = unsafe column + part.rowsInside.lowerBound * rowTaps + firstInside * d
        var pixels = unsafe rows + (left + firstInside) * d
        for _ in part.rowsInside {
          unsafe addRun(taps, to: pixels, count: inside)
          unsafe taps += rowTaps
          unsafe pixels += pixelRow
        }
        tally.flops(part.rowsInside.count * inside)
        tally.elements(geometry.phiRows)
        unsafe column += geometry.phiRows
      }
    }
  }

  /// Clears the pixel rows that no output row before this one reaches; after the last one all of
  /// the image was cleared.
  @inline(never)
  private func clearFirstReached(_ part: OutputRows.Part) {
    let first = part.y == 0 ? 0 : min(max(0, part.top - geometry.stride + geometry.h), geometry.a)
    let end =
      part.y == geometry.aConv - 1
      ? geometry.a : min(max(0, part.top + geometry.h), geometry.a)
    let row = geometry.b * geometry.d
    unsafe (result.base + part.firstPixel * geometry.d + first * row)
      .update(repeating: .zero, count: (end - first) * row)
  }
}

/// sum[i] ← sum[i] + term[i] for `count` sums, as many at once as a vector holds.
@inline(always)
private func addRun<T: Scalar>(
  _ terms: UnsafeMutablePointer<T>, to sums: UnsafeMutablePointer<T>, count: Int
) {
  let lanes = LaneRow<T>.width
  var index = 0
  while index + lanes <= count {
    let place = unsafe UnsafeMutableRawPointer(sums + index)
    let term = unsafe UnsafeRawPointer(terms + index).loadUnaligned(as: T.Lanes.self)
    unsafe place.storeBytes(
      of: T.sum(place.loadUnaligned(as: T.Lanes.self), term), as: T.Lanes.self)
    index += lanes
  }
  while index < count {
    unsafe sums[index] = sums[index] + terms[index]
    index += 1
  }
}
