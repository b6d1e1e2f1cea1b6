/// What the numbers say, in a sentence, and the rows that say it.
package struct Finding: Hashable, Sendable {
  /// What it is about.
  package enum Topic: String, Hashable, Sendable, Codable {
    /// Time: keeping φ against computing it again.
    case time
    /// Memory that keeping φ costs.
    case memory
    /// Where the two change places along a parameter.
    case crossover
    /// Matrix products and the other operations.
    case products
    /// More threads against fewer.
    case threads
    /// Counts against formulas.
    case formulas
    /// Other programs.
    case peers
    /// What was not measured.
    case gaps
  }

  /// What it is about.
  package let topic: Topic
  /// The sentence, with a full stop.
  package let sentence: String
  /// The rows behind it: all, or those at the ends; none for a sum over all rows.
  package let evidence: [RowReference]

  /// The sentence, and behind it the first of the rows.
  var text: String {
    let rows = evidence.distinct
    guard !rows.isEmpty else { return sentence }
    let shown = rows.prefix(Self.mostShown).map(\.description).joined(separator: ", ")
    return "\(sentence) (\(shown)\(rows.count > Self.mostShown ? ", …" : ""))"
  }

  private static let mostShown = 8
}

extension ReportedSweep {
  /// What the sweep says, the most important first.
  package var findings: [Finding] {
    timeFindings + [fastestFinding, identityFinding].compactMap(\.self) + memoryFindings
      + crossoverFindings + productFindings + threadFindings
      + [formulaFinding].compactMap(\.self) + peerFindings + [gapFinding].compactMap(\.self)
  }
}
