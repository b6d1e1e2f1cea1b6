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
          unsafe (column + before).update(from: source, count: inside)
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
