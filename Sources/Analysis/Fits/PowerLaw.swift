import Measurement
import Foundation

/// y = factor · x^exponent, fitted to logarithms: ln y = ln factor + exponent · ln x.
struct PowerLaw {
  let exponent: Double
  /// Half of the 95 % interval's width; `nil` where two points alone determine the exponent.
  let halfWidth: Double?

  /// Fits points; `nil` where x has a single value, or a number is not finite.
  ///
  /// The interval is the wider of two. One judges by how far points lie off the line, by Student's
  /// t with n − 2 degrees of freedom: it knows bends and other things that repeat. One adds up the
  /// points' own errors: it knows what few points that happen to lie on a line do not show.
  ///
  /// All x are positive; errors are the standard errors of ln y, none if it is exact.
  init?(x: [Double], logarithms: [Double], errors: [Double] = []) {
    let logs = x.map { log($0) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    // Centred, the slope and the level do not depend on each other.
    let centred = logs.map { $0 - mean }
    let ones = [Double](repeating: 1, count: logs.count)
    guard let fit = LeastSquares(columns: [ones, centred], target: logarithms) else {
      return nil
    }
    exponent = fit.coefficients[1]
    let spread = centred.reduce(0) { $0 + $1 * $1 }
    let degrees = logs.count - 2
    guard degrees >= 1 else {
      halfWidth = nil
      return
    }
    let scatter = (fit.squaredResiduals / Double(degrees) / spread).squareRoot()
    let own =
      zip(centred, errors).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }.squareRoot() / spread
    halfWidth = max(StudentT.quantile(degrees: degrees) * scatter, StudentT.normal * own)
  }
}
