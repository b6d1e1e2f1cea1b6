import Results

/// How many measurements, one for each strategy at each point, ended how.
package struct SweepTally: Hashable, Sendable {
  /// Measured.
  package private(set) var ok = 0
  /// Attempted, without a measurement.
  package private(set) var failed = 0
  /// Not tried.
  package private(set) var skipped = 0
  /// Why the first of those that failed, or else were skipped, has no measurement.
  package private(set) var reason: String?

  package init(_ dataset: Dataset) {
    for step in dataset.steps {
      switch step.status {
      case .ok: ok += 1
      case .failed:
        if failed == 0 { reason = step.message }
        failed += 1
      case .skipped:
        if isComplete { reason = step.message }
        skipped += 1
      }
    }
  }

  /// Whether each strategy was measured at each point.
  package var isComplete: Bool { failed == 0 && skipped == 0 }

  /// How many of each in words, without a full stop.
  package var description: String {
    let others = [(failed, "failed"), (skipped, "skipped")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return (["\(ok) measured"] + others).joined(separator: ", ")
  }
}
