/// Δ ← mat(vec(Δ)ᵀ P_pool) (1): puts each output's gradient where the window's largest value was.
///
/// `[d_out × images·a_out·b_out] → [d_out × images·a_conv·b_conv]`, zero at every place that was
/// not chosen or that fills no window. The result need not be initialised and must not overlap Δ.
/// No FLOPs; each element of the result is written once.
package struct UnpoolKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let delta: Matrix<T>
  let choices: Matrix<UInt16>
  let result: Matrix<T>

  /// - Precondition: all are of whole images, as many each.
  package init(
    _ geometry: ConvolutionGeometry, of delta: Matrix<T>, choices: Matrix<UInt16>,
    into result: Matrix<T>
  ) {
    let images = result.columns / geometry.columnsPerImage
    precondition(
      result.rows == geometry.dOut && result.columns == images * geometry.columnsPerImage)
    precondition(delta.rows == geometry.dOut && delta.columns == images * geometry.outputsPerImage)
    precondition(choices.rows == delta.rows && choices.columns == delta.columns)
    self.geometry = geometry
    self.delta = delta
    self.choices = choices
    self.result = result
  }

  /// Distributes the gradients.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    // Asked for inside the loop, zero would keep the loop from being vectorised.
    let zero = T.zero
    let rows = geometry.dOut
    let pool = geometry.pool
    let images = result.columns / geometry.columnsPerImage
    var target = unsafe result.base
    for image in 0..<images {
      for y in 0..<geometry.aConv {
        let (windowRow, ky) = y.quotientAndRemainder(dividingBy: pool)
        for x in 0..<geometry.bConv {
          let (windowColumn, kx) = x.quotientAndRemainder(dividingBy: pool)
          if windowRow < geometry.aOut && windowColumn < geometry.bOut {
            let window = (image * geometry.aOut + windowRow) * geometry.bOut + windowColumn
            let place = UInt16(truncatingIfNeeded: ky * pool + kx)
            let gradient = unsafe delta.base + window * rows
            let choice = unsafe choices.base + window * rows
            for row in 0..<rows {
              unsafe target[row] = choice[row] == place ? gradient[row] : zero
            }
          } else {
            unsafe target.update(repeating: .zero, count: rows)
          }
          tally.elements(rows)
          unsafe target += rows
        }
      }
    }
  }
}
