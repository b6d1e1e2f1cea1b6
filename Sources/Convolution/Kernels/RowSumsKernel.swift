/// r ← M 1, or r ← r + M 1: the row sums of a matrix, column after column.
///
/// `[rows × columns] → [rows]`. Unless it accumulates, r need not be initialised. One FLOP and one
/// element per element of M. With Δ as M it is ∂ξ/∂b.
package struct RowSumsKernel<T: Scalar>: Kernel {
  let matrix: Matrix<T>
  let result: Matrix<T>
  let accumulates: Bool

  /// - Precondition: the result is one column with as many rows as the matrix.
  package init(of matrix: Matrix<T>, into result: Matrix<T>, accumulates: Bool) {
    precondition(result.rows == matrix.rows && result.columns == 1)
    self.matrix = matrix
    self.result = result
    self.accumulates = accumulates
  }

  /// Adds the columns.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Float, Counter == TripTally)
  @specialized(where T == Double, Counter == NoTally)
  @specialized(where T == Double, Counter == TripTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    let rows = matrix.rows
    let sums = unsafe result.base
    if !accumulates { unsafe sums.update(repeating: .zero, count: rows) }
    var column = unsafe matrix.base
    for _ in 0..<matrix.columns {
      for row in 0..<rows { unsafe sums[row] = sums[row] + column[row] }
      tally.flops(rows)
      tally.elements(rows)
      unsafe column += rows
    }
  }
}
