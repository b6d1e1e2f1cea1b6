/// Two neighbouring points of a sweep between which the working set passes a cache's size.
public struct Bend: Sendable, Codable {
  /// What is held.
  public let held: String
  /// The parameter's value before.
  public let from: Int
  /// The parameter's value behind.
  public let to: Int
  /// What served the smaller point.
  public let before: Residences
  /// What serves the larger one.
  public let after: Residences
  /// Seconds per element or FLOP behind, as a multiple of those before.
  public let unitTimeRatio: Double
}
