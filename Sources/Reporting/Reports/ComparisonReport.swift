import Analysis
import Machine

/// What `phibench compare` found.
package struct ComparisonReport: Sendable {
  private let comparison: ResultsComparison
  private let names: PointNames
  private let showsOperations: Bool

  package init(_ comparison: ResultsComparison) {
    self.comparison = comparison
    names = PointNames(comparison.steps.map(\.key.point))
    showsOperations = comparison.steps.contains { $0.key.operation != .step }
  }

  package func json() throws -> String {
    try JSON.text(
      [
        "old": comparison.old.file, "new": comparison.new.file,
        "threshold": comparison.threshold, "worse": comparison.isWorse,
        "conclusive": comparison.isConclusive, "warnings": warnings,
        "steps": comparison.steps.map(Self.object),
        "only_old": comparison.onlyOld.map(Self.object),
        "only_new": comparison.onlyNew.map(Self.object),
      ] as JSONObject)
  }

  private static func object(_ step: StepComparison) -> JSONObject {
    [
      "point": step.key.point.label, "strategy": step.key.strategy.name,
      "operation": step.key.operation.name,
      "verdict": step.verdict, "old_time_s": step.old.measurement.time?.median,
      "new_time_s": step.new.measurement.time?.median, "ratio": step.ratio?.median,
      "ratio_low": step.ratio?.low, "ratio_high": step.ratio?.high, "own": step.own?.median,
      "own_low": step.own?.low, "own_high": step.own?.high, "memory": step.memory,
      "worse": step.isWorse, "old_line": step.old.measurement.line,
      "new_line": step.new.measurement.line,
    ]
  }

  private static func object(_ entry: ResultsComparison.Key) -> JSONObject {
    [
      "point": entry.point.label, "strategy": entry.strategy.name,
      "operation": entry.operation.name,
    ]
  }

  /// What makes the comparison less than it seems, one sentence each, without a full stop.
  private var warnings: [String] {
    func list(_ names: Set<String>) -> String { names.sorted().joined(separator: " and ") }
    let differences = comparison.differences.map {
      "the \($0.name) differ: \(list($0.old)) before, \(list($0.new)) now"
    }
    let issues = [comparison.old, comparison.new].flatMap { run in
      run.issues.compactMap { issue -> String? in
        switch issue {
        case .torn, .rows(.repeated, _): "\(run.file): \(issue.sentence)"
        default: nil
        }
      }
    }
    let yardsticks =
      comparison.hasYardsticks
      ? [] : ["one of the files has no sessions with yardsticks: only ratios within each convict"]
    return differences + issues + yardsticks
  }

  /// The sum and what to be warned of; what changed, what did not, and what only one run has. No
  /// table has more than the most rows.
  package func document(mostRows: Int = .max) -> Document {
    let changed = comparison.steps.filter { $0.isWorse || $0.isBetter }
    let rest = comparison.steps.filter { !$0.isWorse && !$0.isBetter }
    return Document(
      summary: [
        .paragraph("\(comparison.old.file) → \(comparison.new.file): \(summary)", .strong)
      ] + warnings.map { .paragraph($0, .warning) },
      (changed.isEmpty ? [] : table(changed, mostRows))
        + (names.common.isEmpty ? [] : [.paragraph("At \(names.common).")])
        + (rest.isEmpty
          ? [] : [.details("\(Units.count(rest.count)) without a change", table(rest, mostRows))])
        + unmatched)
  }

  /// The rows of a table that fit into a comment on GitHub, which holds 65,536 characters.
  package static let mostInComment = 150
  private static let mostUnmatched = 20

  private func table(_ steps: [StepComparison], _ most: Int) -> [Document.Block] {
    func time(_ side: StepComparison.Side) -> String {
      side.measurement.time.map { Units.time($0.median) } ?? side.status.rawValue
    }
    let keys: [Table.Column<StepComparison>] =
      names.columns(\.key.point) + [.left("strategy") { $0.key.strategy.name }]
      + (showsOperations ? [.left("operation") { $0.key.operation.name }] : [])
    let table = Table(
      steps.prefix(most), leading: keys.count,
      keys + [
        .right("before") { time($0.old) }, .right("now") { time($0.new) },
        .left(comparison.hasYardsticks ? "in yardsticks" : "now ÷ before") {
          $0.ratio?.words ?? ""
        },
        .left("by itself") { $0.own?.words ?? "" },
        .left("time", style: { $0.verdict.style }) { $0.verdict.rawValue },
        .left("memory", style: { $0.takesMoreMemory ? .bad : .good }) {
          $0.memory.map { "\($0.column.rawValue) \(Units.count($0.old)) → \(Units.count($0.new))" }
            .joined(separator: "; ")
        },
      ])
    return [.table(table)]
      + (steps.count > most
        ? [.paragraph("The first \(Units.count(most)) of \(Units.count(steps.count)).")] : [])
  }

  private var unmatched: [Document.Block] {
    [(comparison.old.file, comparison.onlyOld), (comparison.new.file, comparison.onlyNew)]
      .filter { !$1.isEmpty }.map { name, entries in
        let shown = entries.prefix(Self.mostUnmatched).map {
          "\($0.point.label) by \($0.strategy)" + (showsOperations ? ": \($0.operation.name)" : "")
        }
        let more = entries.count - shown.count
        return .details(
          "Only in \(name): \(Units.count(entries.count))",
          [.list(shown + (more > 0 ? ["… and \(Units.count(more)) more"] : []))])
      }
  }

  package var summary: String {
    guard comparison.hasCommon else { return "No measurement is in both files." }
    func words(_ counts: [(Int, String)]) -> String {
      counts.filter { $0.0 > 0 }.map { "\(Units.count($0)) \($1)" }.joined(separator: ", ")
    }
    let times = words(
      StepComparison.Verdict.allCases.map { (comparison.count($0), $0.rawValue) })
    let sides = words([
      (comparison.onlyOld.count, "only before"), (comparison.onlyNew.count, "only now"),
    ])
    return "Time, at a threshold of \(Units.percent(comparison.threshold)): \(times). "
      + "Memory: \(memory)." + (sides.isEmpty ? "" : " Not compared: \(sides).")
  }

  private var memory: String {
    let all = comparison.steps.count
    let both = comparison.steps.count(where: \.hasMemory)
    guard both > 0 else { return "not in both files" }
    let larger = comparison.steps.count(where: \.takesMoreMemory)
    let smaller = comparison.steps.count(where: \.takesLessMemory)
    if larger + smaller > 0 { return "more at \(larger), less at \(smaller) of \(both)" }
    return both == all
      ? "the same everywhere" : "the same at the \(both) of \(all) with bytes in both files"
  }
}

extension StepComparison.Verdict {
  fileprivate var style: TextStyle {
    switch self {
    case .faster, .gained: .good
    case .slower, .lost: .bad
    case .undecided, .together, .skipped: .caution
    case .same, .unmeasured: .faint
    }
  }
}
