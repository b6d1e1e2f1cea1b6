/// Δ ← Δ ⊙ I[Z], in place: the end of the slides' layer, where I[x] is 1 for x > 0, else 0.
///
/// `[d × pixels]`. No FLOPs; one element per element of Δ.
package struct ReLUMaskKernel<T: Scalar>: Kernel {
  let input: Matrix<T>
  let delta: Matrix<T>

  /// - Precondition: Z and Δ have one shape.
  package init(input: Matrix<T>, delta: Matrix<T>) {
    precondition(input.rows == delta.rows && input.columns == delta.columns)
    self.input = input
    self.delta = delta
  }

  /// Clears Δ where Z is not positive.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    // Asked for inside the loop, zero would keep the loop from being vectorised.
    let zero = T.zero
    let z = unsafe input.base
    let target = unsafe delta.base
    for index in 0..<delta.count {
      unsafe target[index] = z[index] > zero ? target[index] : zero
    }
    tally.elements(delta.count)
  }
}
