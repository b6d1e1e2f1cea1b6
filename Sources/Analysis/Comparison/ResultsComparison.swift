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
  /// By how much all steps moved together, where that is beyond the threshold: a machine that runs
  /// slower as a whole looks like a program that does.
  package let drift: Estimate?

  /// Compares two runs by whole steps, or by all operations.
  package init(old: Dataset, new: Dataset, threshold: Double, allOperations: Bool) {
    self.old = old
    self.new = new
    self.threshold = threshold
    let oldSides = Self.sides(old, allOperations: allOperations)
    let newSides = Self.sides(new, allOperations: allOperations)
    let before = Dictionary(oldSides, uniquingKeysWith: { $1 })
    let now = Set(newSides.map(\.0))
    let steps = newSides.compactMap { key, side in
      before[key].map { StepComparison(key, old: $0, new: side, threshold: threshold) }
    }
    self.steps = steps
    onlyNew = newSides.map(\.0).filter { before[$0] == nil }
    onlyOld = oldSides.map(\.0).filter { !now.contains($0) }
    differences = zip(old.facts, new.facts).compactMap { old, new in
      guard !old.values.isEmpty, !new.values.isEmpty, old.values != new.values else { return nil }
      return Difference(name: old.name, old: old.values, new: new.values)
    }
    drift = Self.drift(steps, threshold: threshold)
  }

  private static func sides(
    _ dataset: Dataset, allOperations: Bool
  ) -> [(Key, StepComparison.Side)] {
    dataset.steps.flatMap { step in
      step.operations.filter { allOperations || $0.operation == .step }.map {
        (
          Key(point: step.point, strategy: step.strategy, operation: $0.operation),
          StepComparison.Side(status: step.status, measurement: $0)
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

  /// Times that may have become worse by more than the threshold, though chance may explain it, too.
  package var suspects: Int { steps.count(where: \.isSuspect) }

  /// What the old run measured and the new one has not, or skipped.
  package var missing: Int { onlyOld.count + count(.skipped) }

  /// Whether the evidence suffices to say that nothing got worse: some times are decided, of the
  /// others none is a suspect, and all that the old run has, bytes included, is in the new one.
  package var isConclusive: Bool {
    steps.contains(where: \.isDecided) && suspects == 0 && missing == 0
      && !steps.contains(where: \.lacksMemory)
  }

  private static func drift(_ steps: [StepComparison], threshold: Double) -> Estimate? {
    let ratios = steps.filter { $0.key.operation == .step }.compactMap(\.ratio?.median)
    guard ratios.count >= Estimate.fewestSamples else { return nil }
    let middle = Estimate(of: ratios)
    guard let low = middle.low, let high = middle.high,
      low > 1 + threshold || high < 1 / (1 + threshold)
    else { return nil }
    return middle
  }
}
