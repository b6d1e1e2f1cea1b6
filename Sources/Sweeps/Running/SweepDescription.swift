import Measurement

/// What a file of results was measured as, written beside it: x.csv has x.sweep.json.
///
/// Only what was measured as the same may be continued or put together.
package struct SweepDescription: Hashable, Sendable, Codable {
  /// The build of phibench that began it; `nil` if the file does not tell, as those of 0.1.0.
  package let version: String?
  /// The version of the yardsticks; `nil` in files of version 0.1.0, which had none.
  package let yardsticks: Int?
  package let columns: [String]
  /// The strategies' names, in the order in which they took turns.
  package let strategies: [String]
  package let sampling: Sampling
  /// What determined all that was pseudo-random.
  package let seed: UInt64
  /// Tells real images from others; `nil` where there were none.
  package let imagesChecksum: UInt64?
  package let countsByHardware: Bool
  /// Whether they were counted by the instruction too; `nil` where they were not.
  package let countsByInstruction: Bool?
  /// All points of the sweep, by their labels.
  package let points: [String]
  /// The part that the file has; `nil` for all of it.
  package private(set) var shard: Shard?
  /// The places of the file's own points among all.
  package private(set) var places: [Int]

  /// The file's own points, in its order.
  package var ownPoints: [String] { places.map { points[$0] } }

  /// The same sweep as a whole.
  package var whole: SweepDescription {
    var whole = self
    whole.shard = nil
    whole.places = Array(points.indices)
    return whole
  }

  /// Whether all places are among the points, each once and in order, and no point is there twice; a file may
  /// say anything.
  var isConsistent: Bool {
    Set(points).count == points.count && places.allSatisfy(points.indices.contains)
      && zip(places, places.dropFirst()).allSatisfy(<)
  }

  /// How this sweep differs from the one that is wanted, whatever build measured it and however many
  /// rounds it had, as a sentence without a full stop; `nil` if it does not.
  package func difference(from wanted: SweepDescription) -> String? {
    let differences: [String?] = [
      Self.difference("yardsticks' version", yardsticks, wanted.yardsticks),
      Self.difference("column", columns, wanted.columns),
      Self.difference("strategy", strategies, wanted.strategies),
      Self.difference(
        "number of samples", sampling.samples?.description, wanted.sampling.samples?.description),
      Self.difference("interval", sampling.interval, wanted.sampling.interval),
      Self.difference("time budget", sampling.budget, wanted.sampling.budget),
      Self.difference("seed", seed, wanted.seed),
      Self.difference("checksum of images", imagesChecksum, wanted.imagesChecksum),
      Self.difference("count by hardware", countsByHardware, wanted.countsByHardware),
      Self.difference("count by the instruction", countsByInstruction, wanted.countsByInstruction),
      Self.difference("point", points, wanted.points),
      Self.difference("shard", shard, wanted.shard),
      places == wanted.places ? nil : "its shard has other points",
    ]
    return differences.compactMap(\.self).first
  }

  private static func difference<Value: Equatable>(
    _ name: String, _ here: Value?, _ wanted: Value?
  ) -> String? {
    func text(_ value: Value?) -> String { value.map { "\($0)" } ?? "not set" }
    return here == wanted ? nil : "its \(name) is \(text(here)), not \(text(wanted))"
  }

  private static func difference(
    _ name: String, _ here: [String], _ wanted: [String]
  ) -> String? {
    guard here != wanted else { return nil }
    let (known, needed) = (Set(here), Set(wanted))
    let extra = here.first { !needed.contains($0) }
    let missing = wanted.first { !known.contains($0) }
    return switch (extra, missing) {
    case (let extra?, let missing?): "it has the \(name) '\(extra)', not '\(missing)'"
    case (let extra?, nil): "it has the \(name) '\(extra)' as well"
    case (nil, let missing?): "it lacks the \(name) '\(missing)'"
    case (nil, nil): "it has each \(name), but in another order"
    }
  }
}
