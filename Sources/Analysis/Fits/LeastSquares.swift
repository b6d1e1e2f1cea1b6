import COpenBLAS

/// The coefficients x that minimise ‖A x − y‖₂, by LAPACK's `dgels` (A = Q R).
///
/// `[m × n] · [n] → [m]`, m ≥ n, A of full rank: its columns must not be combinations of each
/// other, which is seen on R's diagonal. Columns are scaled to length 1 first, so that rank is no
/// matter of units.
package struct LeastSquares: Sendable {
  /// x, one coefficient for each column of A.
  package let coefficients: [Double]
  /// R⁻¹, its columns one after the other, each m long.
  private let inverse: [Double]
  private let lengths: [Double]

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

    // LAPACK leaves R in A's upper triangle.
    let diagonal = (0..<n).map { a[$0 + $0 * m].magnitude }
    guard diagonal.allSatisfy({ $0 > Self.rankTolerance }) else { return nil }
    coefficients = zip(b[..<n], lengths).map { $0 / $1 }
    Self.dtrtri(m: Int32(m), n: Int32(n), &a)
    inverse = a
    self.lengths = lengths
  }

  /// The variance of Σ vⱼ xⱼ as a part of that of an element of y: vᵀ (Aᵀ A)⁻¹ v = ‖R⁻ᵀ v‖².
  package func variance(of combination: [Double]) -> Double {
    let scaled = zip(combination, lengths).map { $0 / $1 }
    let m = inverse.count / lengths.count
    return scaled.indices.reduce(0) { sum, column in
      let element = (0...column).reduce(0) { $0 + scaled[$1] * inverse[$1 + column * m] }
      return sum + element * element
    }
  }

  /// The variance of each coefficient as a part of that of an element of y.
  package var variances: [Double] {
    coefficients.indices.map { place in
      variance(of: coefficients.indices.map { $0 == place ? 1 : 0 })
    }
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

  /// R⁻¹ in the place of R, of which no diagonal element is 0.
  private static func dtrtri(m: Int32, n: Int32, _ a: inout [Double]) {
    var (lda, n) = (m, n)
    var upper = CChar(UInt8(ascii: "U"))
    var general = CChar(UInt8(ascii: "N"))
    var info: Int32 = 0
    unsafe dtrtri_(&upper, &general, &n, &a, &lda, &info, 1, 1)
    precondition(info == 0, "dtrtri was called with a wrong argument")
  }
}
