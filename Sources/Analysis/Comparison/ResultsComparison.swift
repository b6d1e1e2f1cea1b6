import Convolution
import Measurement
import Results

/// Two runs, point by point.
package struct ResultsComparison: Sendable {
  /// What is compared: an operation of a strategy at a point.
  package struct Key: Hashable, Sendable {
    package let point: Point
    package let strategy: Strategy
    package let operation: Operation
  }

  /// A fact, such as `processors`, and what the rows of each run name.
  package struct Difference: Hashable, Sendable {
    package let name: String
    package let old: Set<String>
    package let new: Set<String>
  }

  package let old: Dataset
  package let new: Dataset
  /// The part by which a time may differ and still count as the same.
  package let threshold: Double
  /// What both runs have, in the new one's order.
  package let steps: [StepComparison]
  package let onlyOld: [Key]
  package let onlyNew: [Key]
  package let differences: [Difference]
  /// Whether both files have sessions with yardsticks, without which absolute times convict nobody.
  package let hasYardsticks: Bool

  /// The probability at which any statement of a comparison may be wrong.
  static let error = 0.01

  /// Compares two runs by whole steps, or by all operations.
  package init(old: Dataset, new: Dataset, threshold: Double, allOperations: Bool) {
    self.old = old
    self.new = new
    self.threshold = threshold
    let oldSides = Self.sides(old, allOperations: allOperations)
    let newSides = Self.sides(new, allOperations: allOperations)
    let before = Dictionary(oldSides, uniquingKeysWith: { $1 })
    let now = Set(newSides.map(\.0))
    let pairs = newSides.compactMap { key, side in
      before[key].map { Pair(key: key, old: $0, new: side) }
    }
    steps = Self.judged(pairs, threshold: threshold)
    hasYardsticks = pairs.contains { $0.relative != nil }
    onlyNew = newSides.map(\.0).filter { before[$0] == nil }
    onlyOld = oldSides.map(\.0).filter { !now.contains($0) }
    differences = zip(old.facts, new.facts).compactMap { old, new in
      guard !old.values.isEmpty, !new.values.isEmpty, old.values != new.values else { return nil }
      return Difference(name: old.name, old: old.values, new: new.values)
    }
  }

  private static func sides(
    _ dataset: Dataset, allOperations: Bool
  ) -> [(Key, StepComparison.Side)] {
    dataset.steps.flatMap { step in
      step.operations.filter { allOperations || $0.operation == .step }.map {
        (
          Key(point: step.point, strategy: step.strategy, operation: $0.operation),
          StepComparison.Side(
            status: step.status, measurement: $0, ratio: step.ratio, ratioTo: step.ratioTo)
        )
      }
    }
  }

  package func count(_ verdict: StepComparison.Verdict) -> Int {
    steps.count { $0.verdict == verdict }
  }

  /// Whether something takes more time or memory, or failed.
  package var isWorse: Bool { steps.contains(where: \.isWorse) }

  /// Whether there is anything that one of the runs measured and the new one tried.
  package var hasCommon: Bool { steps.contains(where: \.wasTried) }

  /// Times that have become worse by more than the threshold, though not for sure with so many statements.
  package var suspects: Int { steps.count(where: \.isSuspect) }

  /// What the old run measured and the new one has not, or skipped.
  package var missing: Int { onlyOld.count + count(.skipped) }

  /// Whether the evidence suffices to say that nothing got worse: some times are decided, of the
  /// others none is a suspect and none moved together beyond the yardstick, and all that the old run has,
  /// bytes included, is in the new one.
  package var isConclusive: Bool {
    steps.contains(where: \.isDecided) && suspects == 0 && count(.together) == 0 && missing == 0
      && !steps.contains(where: \.lacksMemory)
  }

  /// One operation of a strategy at a point, in both runs.
  fileprivate struct Pair {
    let key: Key
    let old: StepComparison.Side
    let new: StepComparison.Side

    private var units: (Int?, Int?) { (old.measurement.units, new.measurement.units) }

    /// The change in yardsticks.
    var relative: Change? {
      Change(
        from: old.measurement.relativeTime, to: new.measurement.relativeTime, units: units)
    }

    /// The change in relation to another strategy of the same sessions.
    func ratio(to reference: Pair) -> Change? {
      if key == reference.key { return old.status == .ok && new.status == .ok ? Change.none : nil }
      if key.operation == .step {
        guard old.ratioTo == reference.key.strategy, new.ratioTo == old.ratioTo else { return nil }
        return Change(from: old.ratio, to: new.ratio, units: units)
      }
      guard let relative, let other = reference.relative else { return nil }
      return relative - other
    }
  }

  private static func judged(_ pairs: [Pair], threshold: Double) -> [StepComparison] {
    struct Place: Hashable {
      let point: Point
      let operation: Operation
    }
    let groups = pairs.grouped { Place(point: $0.key.point, operation: $0.key.operation) }
      .map { ($0.elements, PointComparison($0.elements, threshold: threshold)) }
    let own = groups.flatMap { $0.1.own }
    let sure = Holm.hold(own.map { $0?.probability ?? 1 }, error: error)
    let together = Holm.hold(groups.map { $0.1.common?.probability ?? 1 }, error: error)
    var index = 0
    return groups.enumerated().flatMap { place, group in
      let (pairs, moved) = group
      let isTogether = together[place] && moved.common?.isBeyond(threshold) == true
      return zip(pairs, moved.own).map { pair, change in
        defer { index += 1 }
        return StepComparison(
          pair.key, old: pair.old, new: pair.new, place: moved, own: change, isSure: sure[index],
          isTogether: isTogether, threshold: threshold)
      }
    }
  }
}

extension PointComparison {
  fileprivate init(_ pairs: [ResultsComparison.Pair], threshold: Double) {
    let strategy = pairs.compactMap(\.new.ratioTo).first
    let reference = pairs.first { $0.key.strategy == strategy } ?? pairs.first
    self.init(
      ratios: pairs.map { pair in reference.flatMap { pair.ratio(to: $0) } },
      relative: pairs.map(\.relative), threshold: threshold)
  }
}
