import Convolution
import Measurement
import Results

/// Another program's steps beside the fastest of phibench's own, under equal conditions.
package struct PeerComparison: Sendable, Encodable {
  package struct Entry: Sendable, Encodable {
    package let point: Point
    /// The fastest of ours there.
    package let ours: Strategy
    /// The program's time as a part of ours.
    package let ratio: Double
    package let rows: [RowReference]
  }

  package let program: Strategy
  package let conditions: Conditions
  package let entries: [Entry]

  /// The geometric mean of the ratios.
  package var mean: Double { entries.map(\.ratio).geometricMean ?? 1 }

  /// All other programs of a dataset, under each of their conditions.
  package static func all(_ dataset: Dataset) -> [PeerComparison] {
    dataset.peers.flatMap { program in
      dataset.places.compactMap { entry(program, $0, dataset.ownStrategies) }
        .grouped { Conditions($0.point) }
        .map { PeerComparison(program: program, conditions: $0.key, entries: $0.elements) }
    }
  }

  private static func entry(
    _ program: Strategy, _ place: Dataset.Place, _ own: [Strategy]
  ) -> Entry? {
    let best = own.compactMap { place.measured($0) }.min {
      ($0.time?.median ?? .infinity) < ($1.time?.median ?? .infinity)
    }
    guard let step = place.measured(program), let time = step.time?.median,
      let best, let ours = best.time?.median
    else { return nil }
    return Entry(
      point: place.point, ours: best.strategy, ratio: time / ours, rows: [best.row, step.row])
  }
}
