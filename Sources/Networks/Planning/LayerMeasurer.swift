import Convolution
import Measurement

/// Measures the layers of a network, each by itself, by each candidate.
package struct LayerMeasurer: Sendable {
  private let measurer: PointMeasurer
  private let cache: CacheState

  /// A measurer of layers.
  ///
  /// - Parameters:
  ///   - measurer: how points are measured.
  ///   - cache: what each step finds in the caches.
  package init(_ measurer: PointMeasurer, cache: CacheState) {
    self.measurer = measurer
    self.cache = cache
  }

  /// A layer and a strategy without a time, and why.
  package struct Gap: Error, Hashable, Sendable, CustomStringConvertible {
    /// The layer's name.
    package let layer: String
    /// The strategy's name.
    package let strategy: String
    /// Why it was skipped or failed.
    package let reason: String

    /// One clear sentence without a full stop.
    package var description: String { "layer '\(layer)' by \(strategy): \(reason)" }
  }

  /// The layers of a network that are to be measured: each workload once, under its first layer.
  package static func distinct(_ network: Network) -> [Network.Layer] {
    var known: Set<Workload> = []
    return network.layers.filter { known.insert($0.workload).inserted }
  }

  /// Measures one layer.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - candidates: the strategies; a fully connected layer has its own.
  ///   - freeBytes: what the machine has free.
  ///   - times: where the times go.
  /// - Returns: the strategies that have none.
  package func measure(
    _ layer: Network.Layer, by candidates: [any BackwardStrategy], freeBytes: Int,
    into times: inout LayerTimes
  ) async -> [Gap] {
    let strategies = layer.isFullyConnected ? [Network.fullyConnectedStrategy] : candidates
    let point = Point(layer: layer.name, workload: layer.workload, cache: cache)
    var gaps: [Gap] = []
    for outcome in await measurer.measure(point, by: strategies, freeBytes: freeBytes) {
      if let measurement = outcome.measurement {
        times.add(measurement.times, of: layer.workload)
      } else {
        gaps.append(
          Gap(layer: layer.name, strategy: outcome.strategy.name, reason: outcome.message))
      }
    }
    return gaps
  }
}
