import Analysis
import Convolution
import Measurement

extension ReportedSweep {
  /// What more threads are worth, for each strategy and number of them.
  var threadFindings: [Finding] {
    // Layers of one size that have names of their own were timed by themselves.
    let layers = Dictionary(grouping: places, by: \.point.layer).sorted { $0.key < $1.key }
    let groups = layers.flatMap { _, places in
      Held.groups(of: places, varying: [.threads], point: \.point)
    }.map { $0.elements.sorted { $0.threads < $1.threads } }
    return ownStrategies.flatMap { strategy in
      let pairs = groups.flatMap { group -> [Speedup] in
        guard let fewest = group.first else { return [] }
        return group.dropFirst().compactMap { Speedup(of: strategy, from: fewest, to: $0) }
      }
      let numbers = Dictionary(grouping: pairs) { [$0.fewer, $0.more] }
      return numbers.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        .compactMap { threadFinding(strategy, $0.value) }
    }
  }

  private func threadFinding(_ strategy: Strategy, _ speedups: [Speedup]) -> Finding? {
    guard let mean = speedups.map(\.factor).geometricMean,
      let least = speedups.min(by: { $0.factor < $1.factor }),
      let most = speedups.max(by: { $0.factor < $1.factor })
    else { return nil }
    let names = names
    func words(_ speedup: Speedup) -> String {
      "\(Units.number(speedup.factor)) × (\(names.name(speedup.point)))"
    }
    let range =
      speedups.count == 1
      ? "at \(names.name(least.point))"
      : "in the geometric mean of \(speedups.count) points: from \(words(least)) to \(words(most))"
    return Finding(
      topic: .threads,
      sentence:
        "\(least.more) threads make \(strategy) \(Units.number(mean)) × as fast as "
        + "\(least.fewer == 1 ? "one" : "\(least.fewer)"), \(range).",
      evidence: least.rows + (speedups.count == 1 ? [] : most.rows))
  }
}

/// How many times as fast a step is by more threads.
private struct Speedup {
  let fewer: Int
  let more: Int
  /// The time by fewer ÷ the time by more.
  let factor: Double
  /// Where, with more threads.
  let point: Point
  /// The rows of both times.
  let rows: [RowReference]

  init?(of strategy: Strategy, from: ReportedSweep.Place, to: ReportedSweep.Place) {
    guard from.threads < to.threads, let step = to.measured(strategy), let time = step.time?.median,
      let base = from.measured(strategy), let baseTime = base.time?.median, time > 0
    else { return nil }
    fewer = from.threads
    more = to.threads
    factor = baseTime / time
    point = to.point
    rows = [base.source, step.source]
  }
}

extension ReportedSweep.Place {
  fileprivate var threads: Int { point.workload.threads }
}
