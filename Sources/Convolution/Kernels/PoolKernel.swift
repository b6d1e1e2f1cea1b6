/// P_pool σ(S): the largest value of each pooling window, and which one it was.
///
/// `[d_out × images·a_conv·b_conv] → [d_out × images·a_out·b_out]`. A choice is the place inside
/// the window, ky·pool + kx, the first of several largest; together the choices are P_pool. Rows
/// and columns that fill no window are dropped. Results need not be initialised and must not
/// overlap S. No FLOPs (comparisons are none); pool·pool elements read per output.
package struct PoolKernel<T: Scalar>: Kernel {
  let geometry: ConvolutionGeometry
  let s: Matrix<T>
  let output: Matrix<T>
  let choices: Matrix<UInt16>

  /// - Precondition: all are of whole images, as many each.
  package init(
    _ geometry: ConvolutionGeometry, of s: Matrix<T>, into output: Matrix<T>,
    choices: Matrix<UInt16>
  ) {
    let images = s.columns / geometry.columnsPerImage
    precondition(s.rows == geometry.dOut && s.columns == images * geometry.columnsPerImage)
    precondition(
      output.rows == geometry.dOut && output.columns == images * geometry.outputsPerImage)
    precondition(choices.rows == output.rows && choices.columns == output.columns)
    self.geometry = geometry
    self.s = s
    self.output = output
    self.choices = choices
  }

  /// Finds the largest values.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    let rows = geometry.dOut
    let pool = geometry.pool
    var largest = unsafe output.base
    var choice = unsafe choices.base
    for window in PoolingWindows(geometry, images: s.columns / geometry.columnsPerImage) {
      for ky in 0..<pool {
        for kx in 0..<pool {
          let values = unsafe s.base + (window + ky * geometry.bConv + kx) * rows
          if ky == 0 && kx == 0 {
            unsafe largest.update(from: values, count: rows)
            unsafe choice.update(repeating: 0, count: rows)
          } else {
            let place = UInt16(truncatingIfNeeded: ky * pool + kx)
            for row in 0..<rows {
              let isLarger = unsafe values[row] > largest[row]
              unsafe largest[row] = isLarger ? values[row] : largest[row]
              unsafe choice[row] = isLarger ? place : choice[row]
            }
          }
          tally.elements(rows)
        }
      }
      unsafe largest += rows
      unsafe choice += rows
    }
  }
}

/// The first column of S of each pooling window, window after window, image after image.
struct PoolingWindows: Sequence, IteratorProtocol {
  private let geometry: ConvolutionGeometry
  private let images: Int
  private var image = 0
  private var y = 0
  private var x = 0

  init(_ geometry: ConvolutionGeometry, images: Int) {
    self.geometry = geometry
    self.images = images
  }

  @inline(always)
  mutating func next() -> Int? {
    guard image < images else { return nil }
    let first =
      image * geometry.columnsPerImage + y * geometry.pool * geometry.bConv + x * geometry.pool
    x += 1
    if x == geometry.bOut {
      x = 0
      y += 1
      if y == geometry.aOut {
        y = 0
        image += 1
      }
    }
    return first
  }
}
