import Convolution
import Measurement
import Results

/// What became of one operation of a strategy at a point from an old run to a new one.
package struct StepComparison: Sendable {
  /// What the evidence says.
  package enum Verdict: String, CaseIterable, Hashable, Sendable, Encodable {
    /// By itself it takes less time, by more than the threshold, and chance does not explain it.
    case faster
    /// By itself it takes more time, by more than the threshold, and chance does not explain it.
    case slower
    /// By itself it moved within the threshold.
    case same
    /// All strategies at the point moved alike, and further than the yardstick: the machine, or code that
    /// all share.
    case together
    /// The intervals are too wide to tell, or there are none, or no other strategy was measured in the same
    /// sessions.
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
    /// A step's time as a multiple of that of ``ratioTo``, in the same sessions.
    let ratio: Estimate?
    let ratioTo: Strategy?

    var hasMemory: Bool { CountColumn.ofBytes.contains { $0.measured(measurement) != nil } }
  }

  package let key: ResultsComparison.Key
  package let old: Side
  package let new: Side
  /// The new time as a multiple of the old one, both in yardsticks of their sessions where these were
  /// timed.
  package let ratio: Estimate?
  /// The same beyond what all strategies at the point moved together.
  package let own: Estimate?
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
  package var isDecided: Bool { wasTried && verdict != .undecided && verdict != .together }

  /// Whether one of the runs measured it, and the new one tried.
  package var wasTried: Bool { verdict != .unmeasured && verdict != .skipped }

  /// Whether the time is undecided, and by itself it would be slower, were this the only statement; or it has
  /// no interval, and its middle is slower by more than the threshold; or nothing tells which strategy
  /// moved.
  package let isSuspect: Bool

  /// Whether it takes more time or memory, or failed.
  package var isWorse: Bool { verdict == .slower || verdict == .lost || takesMoreMemory }

  /// Whether it takes less time or memory, or succeeds at last.
  package var isBetter: Bool { verdict == .faster || verdict == .gained || takesLessMemory }

  /// - Parameters:
  ///   - key: what is compared.
  ///   - old: what the old run says.
  ///   - new: what the new run says.
  ///   - place: what all strategies at the point moved together.
  ///   - own: by how much it moved by itself.
  ///   - isSure: whether chance does not explain that, all statements of the comparison together.
  ///   - isTogether: whether all strategies at the point moved alike, beyond the yardstick.
  ///   - threshold: the part by which times may differ and still count as the same.
  init(
    _ key: ResultsComparison.Key, old: Side, new: Side, place: PointComparison, own: Change?,
    isSure: Bool, isTogether: Bool, threshold: Double
  ) {
    self.key = key
    self.old = old
    self.new = new
    self.own = own?.estimate
    let time = Self.quotient(old.measurement.time, new.measurement.time)
    ratio = Self.quotient(old.measurement.relativeTime, new.measurement.relativeTime) ?? time
    verdict =
      switch (old.status == .ok, new.status == .ok) {
      case (true, true):
        // One alone has no others to be set against, but may have stayed as it was.
        Self.verdict(
          own ?? (place.own.count == 1 ? place.common : nil), isSure: own != nil && isSure,
          isTogether: isTogether, threshold: threshold)
      case (true, false): new.status == .skipped ? .skipped : .lost
      case (false, true): .gained
      case (false, false): .unmeasured
      }
    let mayBeSlower =
      own.map { $0.logarithm > 0 && $0.isBeyond(threshold) && $0.probability < 0.05 }
      ?? ((ratio?.median ?? 1) > 1 + threshold)
    isSuspect = verdict == .undecided && (place.isAmbiguous || mayBeSlower)
    memory = MemoryChange.all(from: old.measurement, to: new.measurement)
  }

  private static func quotient(_ old: Estimate?, _ new: Estimate?) -> Estimate? {
    old.flatMap { old in new.flatMap { $0.ratio(to: old) } }
  }

  private static func verdict(
    _ own: Change?, isSure: Bool, isTogether: Bool, threshold: Double
  ) -> Verdict {
    if let own, isSure, own.isBeyond(threshold) { return own.logarithm > 0 ? .slower : .faster }
    if isTogether { return .together }
    guard let interval = own?.estimate, let low = interval.low, let high = interval.high else {
      return .undecided
    }
    return low >= 1 / (1 + threshold) && high <= 1 + threshold ? .same : .undecided
  }
}
