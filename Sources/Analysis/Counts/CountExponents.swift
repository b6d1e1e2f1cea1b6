import Convolution
import Glibc
import Measurement

/// The exponents by which exact numbers grow along parameters that vary independently of each other, by
/// least squares over all points.
enum CountExponents {
  /// One for each parameter; `nil` where a number is missing or 0, or points are too few.
  static func of(
    _ counts: [Int?], at points: [Point], along parameters: [Parameter]
  ) -> [Double]? {
    let logarithms = counts.compactMap(\.self).filter { $0 > 0 }.map { log(Double($0)) }
    guard logarithms.count == points.count else { return nil }
    return LeastSquares(
      columns: parameters.map { logarithm($0, at: points) } + [points.map { _ in 1 }],
      target: logarithms
    ).map { Array($0.coefficients.dropLast()) }
  }

  /// The parameters of some that vary independently of those before them.
  static func independent(_ parameters: [Parameter], at points: [Point]) -> [Parameter] {
    var columns = [points.map { _ in 1.0 }]
    return parameters.filter { parameter in
      let column = logarithm(parameter, at: points)
      guard LeastSquares(columns: columns + [column], target: column) != nil else { return false }
      columns.append(column)
      return true
    }
  }

  private static func logarithm(_ parameter: Parameter, at points: [Point]) -> [Double] {
    points.map { log(Double(parameter.value(of: $0))) }
  }
}
