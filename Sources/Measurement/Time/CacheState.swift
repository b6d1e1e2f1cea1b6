/// What a step finds in the processor's caches.
package enum CacheState: String, CaseIterable, Hashable, Sendable, Codable {
  /// What the step before it left there.
  case hot
  /// Nothing of its own: the caches are evicted before each step, as other layers of a network
  /// would do.
  case cold
}
