import Convolution
import Foundation
import Measurement
import Results

/// How many times as fast a strategy's steps are by more threads, under otherwise equal conditions.
package struct Speedup: Sendable, Encodable {
  /// One point with fewer threads and with more.
  package struct Entry: Sendable, Encodable {
    /// Where, with more threads.
    package let point: Point
    /// The time by fewer threads ÷ the time by more.
    package let factor: Double
    /// The rows of both times.
    package let rows: [RowReference]
  }

  /// Whose steps.
  package let strategy: Strategy
  /// What the points with more threads were measured under.
  package let conditions: Conditions
  /// How many threads there are fewer of.
  package let fewerThreads: Int
  /// The points, in the file's order.
  package let entries: [Entry]

  /// The geometric mean of the factors.
  package var mean: Double { entries.map(\.factor).geometricMean ?? 1 }

  /// The speedups of all strategies, from the fewest threads at a point to each other number.
  package static func all(_ dataset: Dataset) -> [Speedup] {
    // Layers of one size that have names of their own were timed by themselves.
    var order: [String] = []
    let layers = Dictionary(grouping: dataset.places, by: \.point.layer)
    for place in dataset.places where !order.contains(place.point.layer) {
      order.append(place.point.layer)
    }
    let groups = order.flatMap { layer in
      Held.groups(of: layers[layer] ?? [], varying: [.threads], point: \.point)
    }.map { $0.elements.sorted { $0.threads < $1.threads } }
    return dataset.ownStrategies.flatMap { strategy in
      var found: [(conditions: Conditions, fewer: Int, entries: [Entry])] = []
      for group in groups {
        for place in group.dropFirst() {
          guard let entry = Entry(strategy, from: group[0], to: place) else { continue }
          let conditions = Conditions(place.point)
          let index = found.firstIndex {
            $0.conditions == conditions && $0.fewer == group[0].threads
          }
          if let index {
            found[index].entries.append(entry)
          } else {
            found.append((conditions, group[0].threads, [entry]))
          }
        }
      }
      return found.map {
        Speedup(
          strategy: strategy, conditions: $0.conditions, fewerThreads: $0.fewer,
          entries: $0.entries)
      }
    }
  }
}

extension Speedup.Entry {
  fileprivate init?(_ strategy: Strategy, from: Dataset.Place, to: Dataset.Place) {
    guard from.threads < to.threads, let step = to.measured(strategy), let time = step.time?.median,
      let base = from.measured(strategy), let baseTime = base.time?.median
    else { return nil }
    self.init(point: to.point, factor: baseTime / time, rows: [base.row, step.row])
  }
}

extension Dataset.Place {
  fileprivate var threads: Int { point.workload.threads }
}
