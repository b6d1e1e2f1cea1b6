/// A value and the interval that holds it with 95 % confidence.
package struct Interval: Hashable, Sendable, Encodable {
  /// The best guess.
  package let value: Double
  /// The lower end.
  package let low: Double
  /// The upper end.
  package let high: Double

  /// A value with its interval.
  package init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// A value give or take as much on either side.
  package init(_ value: Double, plusMinus halfWidth: Double) {
    self.init(value, low: value - halfWidth, high: value + halfWidth)
  }

  /// Half of the interval's width.
  package var halfWidth: Double { (high - low) / 2 }
}
