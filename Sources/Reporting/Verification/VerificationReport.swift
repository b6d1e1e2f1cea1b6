import Analysis
import Convolution
import Foundation

/// What `phibench verify` found, for a terminal, for Markdown and for programs.
package struct VerificationReport: Sendable {
  /// What is shown.
  package let verification: Verification
  /// The parts in their order; the last one sums up.
  package let sections: [VerificationSection]

  /// Sets out what was found.
  ///
  /// - Parameters:
  ///   - verification: what was found.
  ///   - isComplete: whether everything is listed, not only what a reader at a terminal wants to see.
  package init(_ verification: Verification, isComplete: Bool = false) {
    self.verification = verification
    sections = [
      CountSection(verification).section,
      ExponentSection(verification, isComplete: isComplete).section,
      BendSection(verification, isComplete: isComplete).section,
      FitSection(verification, isComplete: isComplete).section,
      ShareSection(verification, isComplete: isComplete).section,
      TradeSection(verification).section,
      NoteSection(verification).section,
      SummarySection(verification).section,
    ].compactMap(\.self)
  }

  /// The parts one after the other, no wider than a terminal.
  package func text(for terminal: Terminal) -> String {
    sections.map { section in
      ([terminal.styled(section.title, .strong)] + section.sentences.map(terminal.wrapped)
        + (section.table.map { [$0.text(for: terminal)] } ?? []))
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The parts in GitHub's Markdown.
  package var markdown: String {
    sections.map { section in
      (["## \(Markdown.escaped(section.title))"] + section.sentences.map(Markdown.escaped)
        + (section.table.map { [$0.markdown] } ?? []))
        .joined(separator: "\n\n")
    }.joined(separator: "\n\n")
  }

  /// All values, as one object; times are in seconds, sizes in bytes. The machine's facts have the
  /// names that they have in x.machine.json.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .custom { path in
        let name = path.last?.stringValue ?? ""
        let isMachine = path.dropLast().contains { $0.stringValue == "machine" }
        return Key(stringValue: isMachine ? name : Self.snakeCase(name))
      }
      return String(decoding: try encoder.encode(verification), as: UTF8.self)
    }
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { Int(stringValue) }

    init(stringValue: String) { self.stringValue = stringValue }
    init(intValue: Int) { stringValue = "\(intValue)" }
  }
}

extension Verdict {
  /// How a terminal shows it.
  var style: TextStyle {
    switch self {
    case .pass: .good
    case .inconclusive: .caution
    case .fail: .bad
    }
  }
}

extension Answer {
  /// The answer as an adjective of a claim.
  var words: String {
    switch self {
    case .yes: "holds"
    case .no: "does not hold"
    case .undecided: "is undecided"
    }
  }
}

extension Interval {
  /// The value and both ends, each as a text.
  func text(_ number: (Double) -> String) -> String {
    "\(number(value)) [\(number(low)), \(number(high))]"
  }
}
