import Convolution

/// One place in a sweep: a layer's workload under a name, and the state of the caches.
package struct Point: Hashable, Sendable, Codable {
  /// The layer's name; empty where it has none.
  package let layer: String
  /// What a step has to do.
  package let workload: Workload
  /// What a timed step finds in the caches.
  package let cache: CacheState
  /// How often its model has the layer.
  package let count: Int

  /// How often a model may have a layer; more is a slip.
  package static let counts = 1...1_000_000

  /// A place in a sweep.
  ///
  /// - Precondition: the count is one of ``counts``.
  package init(layer: String, workload: Workload, cache: CacheState = .hot, count: Int = 1) {
    precondition(Self.counts.contains(count), "count out of range")
    self.layer = layer
    self.workload = workload
    self.cache = cache
    self.count = count
  }

  /// The point in words, each value under its field's name.
  package var label: String {
    let values = PointField.values.filter { !$0.isDerived && !$0.value(self).isEmpty }
      .map { "\($0.name)=\($0.value(self))" }
    let names = (layer.isEmpty ? [] : [layer]) + (count == 1 ? [] : ["count=\(count)"])
    return (names + values).joined(separator: " ")
  }
}

extension Parameter {
  /// The value that a point has; 0 where it has none.
  package func value(of point: Point) -> Int { value(of: point.workload) ?? 0 }
}
