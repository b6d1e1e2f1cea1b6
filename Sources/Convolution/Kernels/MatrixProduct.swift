/// C ← op(A) op(B), or C ← C + op(A) op(B), where op is nothing or a transposition.
///
/// `[m × k] · [k × n] → [m × n]`, all column-major. Unless it accumulates, C need not be
/// initialised. C must not overlap A or B. 2·m·n·k FLOPs.
///
/// The one place that asks for a product: ``Scalar/multiply(_:)`` hands it to OpenBLAS.
package struct MatrixProduct<T: Scalar>: Kernel {
  /// A factor, as it is stored or transposed.
  package struct Factor {
    let matrix: Matrix<T>
    let transposed: Bool

    var rows: Int { transposed ? matrix.columns : matrix.rows }
    var columns: Int { transposed ? matrix.rows : matrix.columns }
    // BLAS wants at least 1, an empty matrix's too.
    var leadingDimension: Int32 { Int32(max(1, matrix.rows)) }

    /// The factor as it is stored.
    package static func plain(_ matrix: Matrix<T>) -> Factor {
      Factor(matrix: matrix, transposed: false)
    }

    /// The factor with rows and columns exchanged.
    package static func transposed(_ matrix: Matrix<T>) -> Factor {
      Factor(matrix: matrix, transposed: true)
    }

    /// The element of op(A) at a place.
    package subscript(row: Int, column: Int) -> T {
      let (i, j) = transposed ? (column, row) : (row, column)
      precondition(0..<matrix.rows ~= i && 0..<matrix.columns ~= j, "element out of range")
      return unsafe matrix.base[i + j * matrix.rows]
    }
  }

  /// op(A).
  package let left: Factor
  /// op(B).
  package let right: Factor
  /// C.
  package let result: Matrix<T>
  /// Whether the product is added to C.
  package let accumulates: Bool
  /// Where a block of a transposed A is turned round; without it such a product goes to OpenBLAS as a
  /// whole. It need not be initialised.
  let scratch: Matrix<T>?

  /// A product of matrices whose shapes fit together.
  ///
  /// - Precondition: the shapes fit together.
  package init(_ left: Factor, _ right: Factor, into result: Matrix<T>, accumulates: Bool = false) {
    self.init(left, right, into: result, accumulates: accumulates, scratch: nil)
  }

  /// The same with room for blocks of a transposed A, see ``ProductBlocks/turnedCount(m:k:)``.
  init(
    _ left: Factor, _ right: Factor, into result: Matrix<T>, accumulates: Bool = false,
    scratch: Matrix<T>?
  ) {
    precondition(
      left.columns == right.rows && left.rows == result.rows && right.columns == result.columns,
      "shapes of a product do not fit")
    self.left = left
    self.right = right
    self.result = result
    self.accumulates = accumulates
    self.scratch = scratch
  }

  /// Rows of C, as BLAS is told.
  package var m: Int32 { Int32(left.rows) }
  /// Columns of C, as BLAS is told.
  package var n: Int32 { Int32(right.columns) }
  /// Columns of op(A) and rows of op(B), as BLAS is told.
  package var k: Int32 { Int32(left.columns) }

  /// Computes the product.
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    tally.callFLOPs(T.multiply(self))
  }
}
