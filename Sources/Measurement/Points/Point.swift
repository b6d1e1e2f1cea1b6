import Convolution

/// One place in a sweep: a layer's workload under a name, and the state of the caches.
package struct Point: Hashable, Sendable, Codable {
  /// The layer's name; empty where it has none.
  package let layer: String
  /// What a step has to do.
  package let workload: Workload
  /// What a timed step finds in the caches.
  package let cache: CacheState

  /// A place in a sweep.
  package init(layer: String, workload: Workload, cache: CacheState = .hot) {
    self.layer = layer
    self.workload = workload
    self.cache = cache
  }

  /// The point in words, each value under its field's name.
  package var label: String {
    let values = PointField.values.filter { !$0.isDerived && !$0.value(self).isEmpty }
      .map { "\($0.name)=\($0.value(self))" }
    return ((layer.isEmpty ? [] : [layer]) + values).joined(separator: " ")
  }
}

extension Parameter {
  /// The value that a point has; 0 where it has none.
  package func value(of point: Point) -> Int { value(of: point.workload) ?? 0 }
}
