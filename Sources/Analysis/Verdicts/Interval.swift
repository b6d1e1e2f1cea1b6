/// A value and the interval that holds it with 95 % confidence.
package struct Interval: Hashable, Sendable, Encodable {
  package let value: Double
  package let low: Double
  package let high: Double

  package var halfWidth: Double { (high - low) / 2 }
}
