/// Channels, height and width of one image, between any two layers.
package struct ImageShape: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Channels.
  package let d: Int
  /// Height.
  package let a: Int
  /// Width.
  package let b: Int

  /// d·a·b, or `nil` where that cannot be counted.
  var count: Int? {
    let (plane, overflows) = a.multipliedReportingOverflow(by: b)
    let (count, overflowsToo) = plane.multipliedReportingOverflow(by: d)
    return overflows || overflowsToo ? nil : count
  }

  /// As in "3 × 224 × 224".
  package var description: String { "\(d) × \(a) × \(b)" }
}
