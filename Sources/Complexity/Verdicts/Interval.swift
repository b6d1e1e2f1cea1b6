/// A value and the interval that holds it with 95 % confidence.
public struct Interval: Hashable, Sendable, Codable {
  /// The best guess.
  public let value: Double
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// A value with its interval.
  public init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// A value give or take as much on either side.
  public init(_ value: Double, plusMinus halfWidth: Double) {
    self.init(value, low: value - halfWidth, high: value + halfWidth)
  }

  /// Half of the interval's width.
  public var halfWidth: Double { (high - low) / 2 }
}
