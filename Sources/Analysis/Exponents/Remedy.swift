import Glibc

/// What would decide on an exponent whose interval is too wide.
enum Remedy {
  /// In words, such as "values of d up to 96 would decide", or that no sweep would.
  ///
  /// An interval's width is inversely proportional to the logarithm of the range of values, and to the root of
  /// the number of points.
  static func sentence(
    of parameter: String, excess: Double, halfWidth: Double, values: [Int], points: Int
  ) -> String {
    let missing = halfWidth / abs(GrowthVerdict.tolerance - excess)
    let (least, most) = (Double(values[0]), Double(values[values.count - 1]))
    let wider = up(least * pow(most / least, missing))
    if Double(wider) <= mostExtension * most {
      return "values of \(parameter) up to \(wider) would decide"
    }
    if missing * missing <= mostPoints {
      return "\(up(missing * missing * Double(points))) points over these values would decide"
    }
    return "it lies half way between two whole numbers, and no wider sweep would decide"
  }

  /// The same where products between two uses may do to the caches what looks like growth, and d_out shows how
  /// much, or does not vary.
  static func ofAgeing(isSeen: Bool) -> String {
    isSeen
      ? "the products in between do as much to the caches, and no wider sweep would decide"
      : "values of d_out would show what the products in between do to the caches"
  }

  /// The next whole number, where more than rounding asks for it.
  private static func up(_ value: Double) -> Int { Int(min(value - 1e-6, 1e15).rounded(.up)) }

  /// Beyond such a multiple of the largest value other things than the parameter change.
  private static let mostExtension = 4.0
  /// Nobody measures more times as many points.
  private static let mostPoints = 20.0
}
