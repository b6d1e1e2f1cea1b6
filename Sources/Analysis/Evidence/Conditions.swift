import Convolution
import Measurement

/// What a point was measured under, beside its layer's sizes: times that differ in one of these do not
/// add up to one statement.
package struct Conditions: Hashable, Sendable, Encodable {
  package let precision: Precision
  package let threads: Int
  /// Columns of a tile; `nil` where the strategy chose.
  package let tileColumns: Int?
  /// R: backward passes per forward pass.
  package let reuse: Int
  package private(set) var cache: CacheState

  package init(_ point: Point) {
    precision = point.workload.precision
    threads = point.workload.threads
    tileColumns = point.workload.tileColumns
    reuse = point.workload.reuse
    cache = point.cache
  }

  /// The same with another state of the caches.
  package func inCache(_ cache: CacheState) -> Conditions {
    var conditions = self
    conditions.cache = cache
    return conditions
  }
}

extension Conditions: CustomStringConvertible {
  /// Each under its name in the CSV.
  package var named: NamedValues {
    NamedValues(entries: [
      .init(name: "precision", value: precision.rawValue),
      .init(name: "threads", value: "\(threads)"),
      .init(name: "tile_columns", value: tileColumns?.description ?? "chosen"),
      .init(name: "reuse", value: "\(reuse)"),
      .init(name: "cache", value: cache.rawValue),
    ])
  }

  package var description: String { named.description }
}
