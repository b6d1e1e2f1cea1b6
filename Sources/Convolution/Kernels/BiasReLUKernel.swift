/// S ← σ(S + b 1ᵀ), in place.
///
/// `[d_out × columns]`. One FLOP (the addition; σ is a comparison) and one element per element
/// of S.
package struct BiasReLUKernel<T: Scalar>: Kernel {
  let bias: Matrix<T>
  let s: Matrix<T>

  /// - Precondition: b is one column with as many rows as S.
  package init(bias: Matrix<T>, s: Matrix<T>) {
    precondition(bias.rows == s.rows && bias.columns == 1)
    self.bias = bias
    self.s = s
  }

  /// Adds the bias and applies σ.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    let rows = s.rows
    // Asked for inside the loop, zero would keep the loop from being vectorised.
    let zero = T.zero
    let b = unsafe bias.base
    var column = unsafe s.base
    for _ in 0..<s.columns {
      for row in 0..<rows {
        let sum = unsafe column[row] + b[row]
        unsafe column[row] = sum > zero ? sum : zero
      }
      tally.flops(rows)
      tally.elements(rows)
      unsafe column += rows
    }
  }
}
