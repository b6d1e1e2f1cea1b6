import Convolution
import Measurement
import Results

/// What is known of a point while its sweep runs: enough to say whether it needs one more session.
struct PointProgress: Sendable {
  /// The strategies that take turns.
  let strategies: [Strategy]
  /// Blocks of memory that a session needs, where they are known: a file does not tell them.
  private(set) var blocks: [Int: Int] = [:]
  private(set) var rounds: Set<Int> = []
  /// Of each strategy beyond the first, its ratios to the first; of the only one, its times in yardsticks.
  private var values: [Strategy: [Double]] = [:]
  private var spentSeconds = 0.0

  /// What the counts and bytes of a point say.
  init(_ rows: [RecordedRow], blocks: [Int: Int] = [:]) {
    strategies = rows.filter { $0.operation == .step && $0.status == .ok }.map(\.strategy)
    self.blocks = blocks
  }

  mutating func add(_ rows: [RecordedRow]) {
    let steps = rows.filter { $0.operation == .step }
    if let round = rows.first?.round { rounds.insert(round) }
    for step in steps {
      let value =
        strategies.count == 1
        ? step.timeInYardsticks : step.ratioTo == step.strategy ? nil : step.ratioMedian
      if let value { values[step.strategy, default: []].append(value) }
    }
    let turn = steps.reduce(0) { $0 + ($1.timeMedian ?? 0) }
    let samples = steps.compactMap(\.samples).max() ?? 0
    // The warm-up is as long as a sample at the most; starting the process counts, too.
    spentSeconds += PredictedTime.secondsPerProcess + Double(samples + 1) * turn
  }

  /// Whether the session of a round is wanted: one of the first rounds; after these one more as long
  /// as an interval is wider than was asked for, and as long as the time for it is there.
  func wants(_ round: Int, _ sampling: Sampling) -> Bool {
    guard !strategies.isEmpty, !rounds.contains(round) else { return false }
    if round <= sampling.sessions { return true }
    guard sampling.samples == nil, !rounds.isEmpty, !values.isEmpty else { return false }
    let usual = spentSeconds / Double(rounds.count)
    return spentSeconds + usual <= sampling.budget / .seconds(1) && !isNarrow(sampling.interval)
  }

  /// Whether all intervals lie within ± a part of their middle.
  private func isNarrow(_ part: Double) -> Bool {
    values.values.allSatisfy {
      Estimate(overSessions: $0).relativeHalfWidth.map { $0 <= part } ?? false
    }
  }
}
