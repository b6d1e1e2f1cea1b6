import Convolution
import Foundation
import Measurement
import Results

/// Another program's steps beside the fastest of phibench's own, under equal conditions.
package struct PeerComparison: Sendable, Encodable {
  /// One point.
  package struct Entry: Sendable, Encodable {
    /// Where.
    package let point: Point
    /// The fastest of ours there.
    package let ours: Strategy
    /// The program's time as a part of ours.
    package let ratio: Double
    /// The rows of both times.
    package let rows: [RowReference]
  }

  /// The other program.
  package let program: Strategy
  /// What all points were measured under.
  package let conditions: Conditions
  /// The points that both have, in the file's order.
  package let entries: [Entry]

  /// The geometric mean of the ratios.
  package var mean: Double { entries.map(\.ratio).geometricMean ?? 1 }

  /// All other programs of a dataset, under each of their conditions.
  package static func all(_ dataset: Dataset) -> [PeerComparison] {
    dataset.peers.flatMap { program in
      let entries = dataset.places.compactMap { entry(program, $0, dataset.ownStrategies) }
      let conditions = entries.map { Conditions($0.point) }
        .reduce(into: [Conditions]()) { if !$0.contains($1) { $0.append($1) } }
      return conditions.map { conditions in
        PeerComparison(
          program: program, conditions: conditions,
          entries: entries.filter { Conditions($0.point) == conditions })
      }
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
