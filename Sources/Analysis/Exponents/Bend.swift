/// Two neighbouring points of a sweep between which the working set passes a cache's size.
package struct Bend: Sendable, Encodable {
  /// What is held.
  package let held: NamedValues
  /// The parameter's value before.
  package let from: Int
  /// The parameter's value behind.
  package let to: Int
  /// What served the smaller point.
  package let before: Residences
  /// What serves the larger one.
  package let after: Residences
  /// Seconds per element or FLOP behind, as a multiple of those before.
  package let unitTimeRatio: Double
}
