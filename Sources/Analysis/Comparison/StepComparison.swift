import Measurement
import Results

/// What became of one operation of a strategy at a point from an old run to a new one.
package struct StepComparison: Sendable {
  /// What the evidence says.
  package enum Verdict: String, CaseIterable, Hashable, Sendable, Encodable {
    /// It takes less time, by more than the threshold, and chance does not explain it.
    case faster
    /// It takes more time, by more than the threshold, and chance does not explain it.
    case slower
    /// Any difference lies within the threshold.
    case same
    /// The intervals are too wide to tell, or there are none.
    case undecided
    /// It was measured before, and failed now.
    case lost
    /// It was measured before, and was not tried now, for want of free memory.
    case skipped
    /// It was not measured before.
    case gained
    /// Neither run measured it.
    case unmeasured
  }

  /// What one of the runs says.
  package struct Side: Sendable {
    package let status: StrategyOutcome.Status
    package let measurement: OperationMeasurement

    var hasMemory: Bool { MemoryChange.columns.contains { $0.measured(measurement) != nil } }
  }

  package let key: ResultsComparison.Key
  package let old: Side
  package let new: Side
  /// The new time as a multiple of the old one, with a 95 % interval where both have one.
  package let ratio: Estimate?
  package let verdict: Verdict
  package let memory: [MemoryChange]

  package var hasMemory: Bool { old.hasMemory && new.hasMemory }

  /// Whether the old run has bytes, and the new one none to compare them with.
  package var lacksMemory: Bool { old.hasMemory && !new.hasMemory }

  /// Whether some bytes are more than they were.
  package var takesMoreMemory: Bool { memory.contains { $0.new > $0.old } }

  /// Whether some bytes are fewer than they were.
  package var takesLessMemory: Bool { memory.contains { $0.new < $0.old } }

  /// Whether there is a verdict on the time.
  package var isDecided: Bool { wasTried && verdict != .undecided }

  /// Whether one of the runs measured it, and the new one tried.
  package var wasTried: Bool { verdict != .unmeasured && verdict != .skipped }

  /// Whether the time is undecided and its median slower by more than the threshold.
  package let isSuspect: Bool

  /// Whether it takes more time or memory, or failed.
  package var isWorse: Bool { verdict == .slower || verdict == .lost || takesMoreMemory }

  /// Whether it takes less time or memory, or succeeds at last.
  package var isBetter: Bool { verdict == .faster || verdict == .gained || takesLessMemory }

  init(_ key: ResultsComparison.Key, old: Side, new: Side, threshold: Double) {
    self.key = key
    self.old = old
    self.new = new
    let ratio = old.measurement.time.flatMap { old in
      new.measurement.time.flatMap { $0.ratio(to: old) }
    }
    self.ratio = ratio
    verdict =
      switch (old.status == .ok, new.status == .ok) {
      case (true, true): Self.verdict(ratio, threshold: threshold)
      case (true, false): new.status == .skipped ? .skipped : .lost
      case (false, true): .gained
      case (false, false): .unmeasured
      }
    isSuspect = verdict == .undecided && (ratio?.median ?? 1) > 1 + threshold
    memory = MemoryChange.all(from: old.measurement, to: new.measurement)
  }

  private static func verdict(_ ratio: Estimate?, threshold: Double) -> Verdict {
    guard let ratio, let low = ratio.low, let high = ratio.high else { return .undecided }
    if low > 1, ratio.median > 1 + threshold { return .slower }
    if high < 1, ratio.median < 1 / (1 + threshold) { return .faster }
    return low >= 1 / (1 + threshold) && high <= 1 + threshold ? .same : .undecided
  }
}
