/// Two neighbouring points of a sweep, `from` one value of the parameter `to` another, between which the
/// working set passes a cache's size.
package struct Bend: Sendable, Encodable {
  package let held: NamedValues
  package let from: Int
  package let to: Int
  package let before: Residences
  package let after: Residences
  /// Seconds per element or FLOP behind, as a multiple of those before.
  package let unitTimeRatio: Double
}
