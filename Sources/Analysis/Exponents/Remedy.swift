import Glibc

/// What would decide on an exponent whose interval is too wide.
package enum Remedy: Hashable, Sendable {
  /// Values of the parameter up to this one.
  case valuesUpTo(Int)
  /// So many points, over the same values.
  case points(Int)
  /// Nothing that a sweep could add: the exponent lies about half way between two whole numbers.
  case nothing

  /// An interval's width is inversely proportional to the logarithm of the range of values, and to the root of
  /// the number of points.
  init(excess: Double, halfWidth: Double, values: [Int], points: Int) {
    let missing = halfWidth / abs(GrowthVerdict.tolerance - excess)
    let (least, most) = (Double(values[0]), Double(values[values.count - 1]))
    let wider = Self.up(least * pow(most / least, missing))
    if Double(wider) <= Self.mostExtension * most {
      self = .valuesUpTo(wider)
    } else if missing * missing <= Self.mostPoints {
      self = .points(Self.up(missing * missing * Double(points)))
    } else {
      self = .nothing
    }
  }

  /// The next whole number, where more than rounding asks for it.
  private static func up(_ value: Double) -> Int { Int(min(value - 1e-6, 1e15).rounded(.up)) }

  /// Beyond such a multiple of the largest value other things than the parameter change.
  private static let mostExtension = 4.0
  /// Nobody measures more times as many points.
  private static let mostPoints = 20.0

  /// In words, such as "values of d up to 96 would decide".
  package func sentence(of parameter: String) -> String {
    switch self {
    case .valuesUpTo(let value): "values of \(parameter) up to \(value) would decide"
    case .points(let count): "\(count) points over these values would decide"
    case .nothing: "it lies half way between two whole numbers, and no wider sweep would decide"
    }
  }
}
