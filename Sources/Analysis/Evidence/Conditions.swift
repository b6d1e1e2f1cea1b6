import Convolution
import Measurement

/// What a point was measured under, beside its layer's sizes: times that differ in one of these do not
/// add up to one statement.
package struct Conditions: Hashable, Sendable, Encodable {
  /// The scalar type of all tensors.
  package let precision: Precision
  /// Threads asked for.
  package let threads: Int
  /// Columns of a tile; `nil` where the strategy chose.
  package let tileColumns: Int?
  /// R: backward passes per forward pass.
  package let reuse: Int
  /// What a step found in the caches.
  package let cache: CacheState

  /// The conditions of a point.
  package init(_ point: Point) {
    precision = point.workload.precision
    threads = point.workload.threads
    tileColumns = point.workload.tileColumns
    reuse = point.workload.reuse
    cache = point.cache
  }

  private init(_ other: Conditions, cache: CacheState) {
    precision = other.precision
    threads = other.threads
    tileColumns = other.tileColumns
    reuse = other.reuse
    self.cache = cache
  }

  /// The same with another state of the caches.
  package func inCache(_ cache: CacheState) -> Conditions { Conditions(self, cache: cache) }
}

extension Conditions: CustomStringConvertible {
  /// Each under its name in the CSV.
  package var named: NamedValues {
    NamedValues([
      ("precision", precision.rawValue), ("threads", "\(threads)"),
      ("tile_columns", tileColumns?.description ?? "chosen"), ("reuse", "\(reuse)"),
      ("cache", cache.rawValue),
    ])
  }

  package var description: String { named.description }
}
