import Convolution
import Measurement

/// What a sweep measures and how: all of it, and the part that is measured here.
public struct SweepPlan: Sendable {
  /// All points of the sweep.
  public let points: [Point]
  /// In the order in which they take turns.
  public let strategies: [any BackwardStrategy]
  /// How long each point is sampled.
  public let sampling: Sampling
  /// Where Z comes from.
  public let source: InputSource
  /// Whether FLOPs are counted by hardware too.
  public let countsByHardware: Bool
  /// The part that is measured here; `nil` for all of it.
  public let shard: Shard?
  /// The places of the points of that part.
  public let places: [Int]

  /// A plan.
  public init(
    points: [Point], strategies: [any BackwardStrategy], sampling: Sampling, source: InputSource,
    countsByHardware: Bool = false, shard: Shard? = nil
  ) {
    self.points = points
    self.strategies = strategies
    self.sampling = sampling
    self.source = source
    self.countsByHardware = countsByHardware
    self.shard = shard
    places =
      shard?.places(
        ofCosts: points.map {
          PredictedTime.seconds(of: $0, by: strategies, sampling: sampling)
        }) ?? Array(points.indices)
  }

  /// The points that are measured here, in the sweep's order.
  public var ownPoints: [Point] { places.map { points[$0] } }

  /// The plan as it is written beside the results.
  public var record: SweepRecord {
    SweepRecord(
      columns: Column.all.map(\.name), strategies: strategies.map(\.name), sampling: sampling,
      seed: source.seed, imagesChecksum: source.images?.checksum,
      countsByHardware: countsByHardware, points: points.map(\.label), shard: shard,
      places: places)
  }
}
