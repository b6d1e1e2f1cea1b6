import Convolution

/// What a strategy that keeps φ is up against.
package enum Rivals: String, CaseIterable, Hashable, Sendable, Encodable {
  /// Strategies that expand φ in forward and again in backward.
  case expanding
  /// Strategies that expand nothing.
  case withoutPhi = "without_phi"

  /// What a strategy that does not keep φ is at a workload whose φ is not Z itself; `nil` for one that
  /// keeps it, and for other programs.
  init?(_ strategy: Strategy, at workload: Workload) {
    guard let method = strategy.method, !method.keepsPhi else { return nil }
    self = method.formula(.phi, workload) == nil ? .withoutPhi : .expanding
  }
}
