import Convolution

/// A value for everything that makes a point, before it is known whether they fit together.
package struct LayerTemplate: Hashable, Sendable {
  /// The layer's name; empty where it has none.
  package var name = ""
  /// How often its model has the layer.
  package var count = 1
  /// Values of parameters; one that is missing has its standard value.
  package var values: [Parameter: ParameterValue] = [:]
  /// Whether ∂ξ/∂vec(Z) is wanted.
  package var inputGradient = true
  package var precision = Precision.float
  /// What a step finds in the caches.
  package var cache = CacheState.hot

  /// The standard values: the point around which a sweep varies what it is told to.
  package init() {}

  /// The point, its values validated.
  package func point() throws(GeometryError) -> Point {
    Point(
      layer: name,
      workload: try Workload(values, inputGradient: inputGradient, precision: precision),
      cache: cache, count: count)
  }
}
