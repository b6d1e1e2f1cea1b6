/// What an exponent's interval says of the slide's whole number s. The formulas' exponents are whole, so that
/// one nearer to the next whole number excludes this one: the tolerance is ½.
package enum GrowthVerdict: String, Hashable, Sendable, Encodable {
  /// Within s ± ½: as the formula, Θ(·).
  case theta
  /// Below s + ½ only at its upper end: no faster than the formula, O(·).
  case o
  /// Above s + ½: faster than the formula.
  case fail
  /// It holds s + ½.
  case inconclusive

  static let tolerance = 0.5

  init(_ interval: Interval, slide: Int) {
    let (low, high) = (interval.low - Double(slide), interval.high - Double(slide))
    self =
      low > Self.tolerance
      ? .fail : high >= Self.tolerance ? .inconclusive : low > -Self.tolerance ? .theta : .o
  }

  package var verdict: Verdict {
    switch self {
    case .theta, .o: .pass
    case .fail: .fail
    case .inconclusive: .inconclusive
    }
  }
}
