import COpenBLAS

/// The coefficients x that minimise ‖A x − y‖₂, by LAPACK's `dgels` (A = Q R).
///
/// `[m × n] · [n] → [m]`, m ≥ n, A of full rank: its columns must not be combinations of each
/// other, which is seen on R's diagonal. Columns are scaled to length 1 first, so that rank is no
/// matter of units.
package struct LeastSquares: Sendable {
  /// x, one coefficient for each column of A.
  package let coefficients: [Double]
  /// ‖A x − y‖₂².
  package let squaredResiduals: Double

  /// Below this, an element of R's diagonal is rounding and no rank.
  static let rankTolerance = 1e-12

  /// Solves one problem; `nil` where it has no single solution: with more unknowns than equations,
  /// without full rank, or where a number is not finite. Each of A's columns is as long as the target, y.
  package init?(columns: [[Double]], target: [Double]) {
    let m = target.count
    let n = columns.count
    precondition(n >= 1 && columns.allSatisfy { $0.count == m }, "columns as long as the target")
    let lengths = columns.map { column in
      column.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    guard m >= n, target.allSatisfy(\.isFinite),
      lengths.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    var a = zip(columns, lengths).flatMap { column, length in column.map { $0 / length } }
    var b = target
    Self.dgels(m: Int32(m), n: Int32(n), &a, &b)

    // LAPACK leaves R in A's upper triangle, and what the fit leaves over behind the coefficients.
    let diagonal = (0..<n).map { a[$0 + $0 * m].magnitude }
    guard diagonal.allSatisfy({ $0 > Self.rankTolerance }) else { return nil }
    coefficients = zip(b[..<n], lengths).map { $0 / $1 }
    squaredResiduals = b[n...].reduce(0) { $0 + $1 * $1 }
  }

  private static func dgels(m: Int32, n: Int32, _ a: inout [Double], _ b: inout [Double]) {
    var one: Int32 = 1
    var (m, n) = (m, n)
    // The least that is allowed, min(m, n) + max(min(m, n), 1): blocking gains nothing this small.
    var workCount = 2 * n
    var work = [Double](repeating: 0, count: Int(workCount))
    var plain = CChar(UInt8(ascii: "N"))
    var info: Int32 = 0
    var lda = m
    var ldb = m
    unsafe dgels_(
      &plain, &m, &n, &one, &a, &lda, &b, &ldb, &work, &workCount, &info, 1)
    // A negative value names a wrong argument; a positive one an exact zero on R's diagonal.
    precondition(info >= 0, "dgels was called with a wrong argument")
  }
}
