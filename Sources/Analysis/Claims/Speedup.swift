import Convolution
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
    package let rows: [RowReference]
  }

  package let strategy: Strategy
  /// What the points with more threads were measured under.
  package let conditions: Conditions
  /// How many threads there are fewer of.
  package let fewerThreads: Int
  package let entries: [Entry]

  /// The geometric mean of the factors.
  package var mean: Double { entries.map(\.factor).geometricMean ?? 1 }

  /// The speedups of all strategies, from the fewest threads at a point to each other number.
  package static func all(_ dataset: Dataset) -> [Speedup] {
    // Layers of one size that have names of their own were timed by themselves.
    let groups = dataset.places.grouped(by: \.point.layer).flatMap { _, places in
      places.groups(varying: [.threads], point: \.point)
    }.map { $0.elements.sorted { $0.threads < $1.threads } }
    struct Kind: Hashable {
      let conditions: Conditions
      let fewerThreads: Int
    }
    return dataset.ownStrategies.flatMap { strategy in
      groups.flatMap { group in
        group.dropFirst().compactMap { place in
          Entry(strategy, from: group[0], to: place).map {
            (kind: Kind(conditions: .init(place.point), fewerThreads: group[0].threads), entry: $0)
          }
        }
      }.grouped(by: \.kind).map { kind, found in
        Speedup(
          strategy: strategy, conditions: kind.conditions, fewerThreads: kind.fewerThreads,
          entries: found.map(\.entry))
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
