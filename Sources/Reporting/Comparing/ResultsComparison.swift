import Convolution
import Measurement
import Results

/// Two runs, point by point.
package struct ResultsComparison: Sendable {
  /// A row that only one of the runs has.
  package struct Unmatched: Hashable, Sendable {
    /// Where.
    package let point: Point
    /// By which strategy.
    package let strategy: Strategy
    /// Which operation.
    package let operation: Operation
  }

  /// The name of the old run's file.
  package let oldName: String
  /// The name of the new run's file.
  package let newName: String
  /// The part by which a time may differ and still count as the same.
  package let threshold: Double
  /// What both runs have, in the new one's order.
  package let steps: [StepComparison]
  /// What only the old run has.
  package let onlyOld: [Unmatched]
  /// What only the new run has.
  package let onlyNew: [Unmatched]
  /// What makes the comparison less than it seems, one sentence each, without a full stop.
  package let warnings: [String]

  /// Reads and compares two files.
  ///
  /// - Parameters:
  ///   - old: path of the old run's file.
  ///   - new: path of the new run's file.
  ///   - threshold: the part by which a time may differ and still count as the same.
  ///   - allOperations: compare each operation, and not whole steps only.
  /// - Throws: `ResultsFileError`.
  package init(
    old: String, new: String, threshold: Double, allOperations: Bool
  ) throws(ResultsFileError) {
    let oldRun = try ComparedRun(path: old, allOperations: allOperations)
    let newRun = try ComparedRun(path: new, allOperations: allOperations)
    oldName = old
    newName = new
    self.threshold = threshold
    var steps: [StepComparison] = []
    var onlyNew: [Unmatched] = []
    for key in newRun.order {
      guard let row = newRun.rows[key] else { continue }
      if let before = oldRun.rows[key] {
        steps.append(StepComparison(old: before, new: row, threshold: threshold))
      } else {
        onlyNew.append(key)
      }
    }
    self.steps = steps
    self.onlyNew = onlyNew
    onlyOld = oldRun.order.filter { newRun.rows[$0] == nil }
    warnings = oldRun.differences(from: newRun) + Self.drift(steps, threshold: threshold)
  }

  /// How many comparisons have a verdict.
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

  /// A machine that runs slower as a whole looks like a program that does.
  private static func drift(_ steps: [StepComparison], threshold: Double) -> [String] {
    let ratios = steps.filter { $0.operation == .step }.compactMap(\.ratio?.median)
    guard ratios.count >= Estimate.fewestSamples else { return [] }
    let middle = Estimate(of: ratios)
    guard let low = middle.low, let high = middle.high,
      low > 1 + threshold || high < 1 / (1 + threshold)
    else { return [] }
    return [
      "most times moved together, to \(Units.number(middle.median)) × the old ones in the median: "
        + "a machine that has become \(middle.median > 1 ? "slower" : "faster") looks the same"
    ]
  }
}
