/// vec(V)ᵀ P_φ P_pad: adds the columns of V back to the pixels they came from (5), col2im.
///
///     ΔZ[c, pixel] = Σ V[tap, column] over the columns and taps that φ takes from this pixel
///
/// `[K × columns] → [d × b·a·l]`. The first column of an image clears the image's ΔZ, so ΔZ need
/// not be initialised; the columns of an image must come in their order, in one call or more. ΔZ
/// must not overlap V. One FLOP per tap inside the image; K elements passed over per column.
public struct Col2imKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let v: Matrix<T>
  let columns: Range<Int>
  let result: Matrix<T>

  /// - Precondition: V and the result have the geometry's shapes, and φ has these columns.
  public init(
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
  public func execute<Counter: Tally>(_ tally: inout Counter) {
    let d = geometry.d
    let h = geometry.h
    let rowTaps = h * d
    var column = unsafe v.base
    for place in TapRows(geometry, columns: columns) {
      if place.startsImage {
        unsafe (result.base + place.firstPixel * d)
          .update(repeating: .zero, count: geometry.pixelsPerImage * d)
      }
      let before = place.firstInside * d
      let inside = (place.endInside - place.firstInside) * d
      for ky in 0..<h {
        let y = place.top + ky
        if y >= 0 && y < geometry.a {
          let source = unsafe column + before
          let target =
            unsafe result.base
            + (place.firstPixel + y * geometry.b + place.left + place.firstInside) * d
          for index in 0..<inside {
            unsafe target[index] = target[index] + source[index]
          }
          tally.flops(inside)
        }
        tally.elements(rowTaps)
        unsafe column += rowTaps
      }
    }
  }
}
