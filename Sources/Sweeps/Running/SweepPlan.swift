import Convolution
import Measurement
import Results

/// What a sweep measures and how: all of it, and the part that is measured here.
package struct SweepPlan: Sendable {
  package let points: [Point]
  /// In the order in which they take turns.
  package let strategies: [any BackwardStrategy]
  package let sampling: Sampling
  package let source: InputSource
  package let countsByHardware: Bool
  package let countsByInstruction: Bool
  /// The part that is measured here; `nil` for all of it.
  package let shard: Shard?
  /// The places of the points of that part.
  package let places: [Int]

  package init(
    points: [Point], strategies: [any BackwardStrategy], sampling: Sampling, source: InputSource,
    countsByHardware: Bool = false, countsByInstruction: Bool = false, shard: Shard? = nil
  ) {
    self.points = points
    self.strategies = strategies
    self.sampling = sampling
    self.source = source
    self.countsByHardware = countsByHardware
    self.countsByInstruction = countsByInstruction
    self.shard = shard
    places =
      shard?.places(
        ofCosts: points.map {
          PredictedTime.seconds(of: $0, by: strategies, sampling: sampling)
        }) ?? Array(points.indices)
  }

  /// What a definition says: all of its points, and pseudo-random numbers by its seed, unless others are
  /// given.
  package init(
    _ definition: SweepDefinition, points: [Point]? = nil, source: InputSource? = nil,
    countsByHardware: Bool = false, countsByInstruction: Bool = false, shard: Shard? = nil
  ) throws {
    self.init(
      points: try points ?? definition.points(),
      strategies: try StrategyList.named(definition.strategies), sampling: definition.sampling,
      source: source ?? InputSource(seed: definition.seed), countsByHardware: countsByHardware,
      countsByInstruction: countsByInstruction, shard: shard)
  }

  /// The points that are measured here, in the sweep's order.
  package var ownPoints: [Point] { places.map { points[$0] } }

  /// The plan as it is written beside the results.
  package func description(version: String) -> SweepDescription {
    SweepDescription(
      version: version, yardsticks: YardstickTimes.version, columns: Column.ofSessions.map(\.name),
      strategies: strategies.map(\.name),
      sampling: sampling,
      seed: source.seed, imagesChecksum: source.images?.checksum,
      countsByHardware: countsByHardware,
      countsByInstruction: countsByInstruction ? true : nil, points: points.map(\.label),
      shard: shard,
      places: places)
  }
}
