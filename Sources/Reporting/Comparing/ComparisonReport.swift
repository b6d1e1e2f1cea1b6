import Analysis
import Convolution
import Foundation

/// A comparison for people and for programs.
package struct ComparisonReport: Sendable {
  private let comparison: ResultsComparison
  private let names: PointNames
  private let showsOperations: Bool

  /// What there is to say about a comparison.
  package init(_ comparison: ResultsComparison) {
    self.comparison = comparison
    names = PointNames(comparison.steps.map(\.point))
    showsOperations = comparison.steps.contains { $0.operation != .step }
  }

  // MARK: - Terminal

  /// A row for each thing that both runs have, in colours where there are any; then what only one
  /// of them has, what to beware of, and the sum.
  package func text(for terminal: Terminal) -> String {
    var parts: [String] = []
    if !comparison.steps.isEmpty {
      parts.append(table(comparison.steps).text(for: terminal))
      if !names.common.isEmpty { parts.append(terminal.wrapped("At " + names.common)) }
    }
    parts += unmatched.map { heading, list in
      ([terminal.wrapped(heading)]
        + list.prefix(Self.mostUnmatched).map { terminal.entry("-", $0, at: 2) }
        + remainder(of: list))
        .joined(separator: "\n")
    }
    parts += comparison.warnings.map { terminal.entry("beware:", $0, at: 8, style: .caution) }
    parts.append(terminal.wrapped(summary))
    return parts.joined(separator: "\n")
  }

  // MARK: - Markdown

  /// For a pull request: the sum, what changed, and all the rest folded away.
  package var markdown: String {
    let changed = comparison.steps.filter { $0.isWorse || $0.isBetter }
    let rest = comparison.steps.filter { !$0.isWorse && !$0.isBetter }
    var parts = [
      "**\(Markdown.escaped(comparison.oldName)) → \(Markdown.escaped(comparison.newName)):** "
        + Markdown.escaped(summary)
    ]
    if !comparison.warnings.isEmpty {
      parts.append(
        comparison.warnings.map { "- Beware: " + Markdown.escaped($0) }.joined(separator: "\n"))
    }
    parts += markdownTable(changed)
    if !names.common.isEmpty { parts.append("At " + Markdown.escaped(names.common) + ".") }
    if !rest.isEmpty {
      parts += [Markdown.folded("\(rest.count) without a change", markdownTable(rest))]
    }
    parts += unmatched.map { heading, list in
      let lines = list.prefix(Self.mostUnmatched).map { "- " + Markdown.escaped($0) }
      return Markdown.folded(heading, [(lines + remainder(of: list)).joined(separator: "\n")])
    }
    return parts.joined(separator: "\n\n")
  }

  private func markdownTable(_ steps: [StepComparison]) -> [String] {
    guard !steps.isEmpty else { return [] }
    let shown = table(Array(steps.prefix(Self.mostInMarkdown))).markdown
    guard steps.count > Self.mostInMarkdown else { return [shown] }
    return [shown, "The first \(Self.mostInMarkdown) of \(steps.count)."]
  }

  /// A comment on GitHub holds 65,536 characters.
  private static let mostInMarkdown = 150
  private static let mostUnmatched = 20

  // MARK: - JSON

  /// The same as one object.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return String(decoding: try encoder.encode(ComparisonObject(comparison)), as: UTF8.self)
    }
  }

  // MARK: - Parts

  private func table(_ steps: [StepComparison]) -> TextTable {
    var table = TextTable(
      names.columns + [("strategy", .left)] + (showsOperations ? [("operation", .left)] : [])
        + [("before", .right), ("now", .right), ("now ÷ before", .left), ("time", .left)]
        + [("memory", .left)],
      leading: names.shown.count + (showsOperations ? 2 : 1))
    for step in steps {
      let keys =
        names.cells(step.point) + [step.strategy.name]
        + (showsOperations ? [step.operation.name] : [])
      table.add(
        keys.map { ($0, .plain) }
          + [
            (step.old.time.map { Units.time($0.median) } ?? step.old.status.rawValue, .plain),
            (step.new.time.map { Units.time($0.median) } ?? step.new.status.rawValue, .plain),
            (step.ratio?.words ?? "", .plain),
            (step.verdict.rawValue, step.verdict.style),
            (
              step.memory.map(\.words).joined(separator: "; "),
              step.memory.contains { $0.new > $0.old } ? .bad : .good
            ),
          ])
    }
    return table
  }

  private var unmatched: [(heading: String, list: [String])] {
    [
      (comparison.oldName, comparison.onlyOld), (comparison.newName, comparison.onlyNew),
    ].compactMap { name, list in
      guard !list.isEmpty else { return nil }
      let lines = list.map { entry in
        [entry.point.label, "by", entry.strategy.name].joined(separator: " ")
          + (showsOperations ? ": \(entry.operation.name)" : "")
      }
      return ("Only in \(name): \(list.count)", lines)
    }
  }

  private func remainder(of list: [String]) -> [String] {
    list.count > Self.mostUnmatched ? ["… and \(list.count - Self.mostUnmatched) more"] : []
  }

  /// The sum in a sentence.
  package var summary: String {
    guard comparison.hasCommon else { return "No measurement is in both files." }
    let times = StepComparison.Verdict.allCases.compactMap { verdict in
      let count = comparison.count(verdict)
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    let sides = [
      (comparison.onlyOld.count, "only before"), (comparison.onlyNew.count, "only now"),
    ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
    return "Time, at a threshold of \(Units.percent(comparison.threshold)): "
      + times.joined(separator: ", ") + ". Memory: \(memory)."
      + (sides.isEmpty ? "" : " Not compared: \(sides.joined(separator: ", ")).")
  }

  private var memory: String {
    let all = comparison.steps.count
    let both = comparison.steps.count(where: \.hasMemory)
    guard both > 0 else { return "not in both files" }
    let larger = comparison.steps.count { $0.memory.contains { $0.new > $0.old } }
    let smaller = comparison.steps.count { $0.memory.contains { $0.new < $0.old } }
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
    case .undecided, .skipped: .caution
    case .same, .unmeasured: .faint
    }
  }
}

extension MemoryChange {
  fileprivate var words: String {
    "\(column) \(Units.count(old)) → \(Units.count(new))"
  }
}
