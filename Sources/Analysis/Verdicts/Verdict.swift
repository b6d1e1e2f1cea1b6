/// What the evidence says of one statement.
package enum Verdict: String, CaseIterable, Hashable, Sendable, Encodable {
  /// It holds.
  case pass = "PASS"
  /// The evidence is too thin to tell.
  case inconclusive = "INCONCLUSIVE"
  /// It does not hold.
  case fail = "FAIL"

  /// What several statements amount to: one that fails decides, then one that is inconclusive.
  package static func all(_ verdicts: some Sequence<Verdict>) -> Verdict {
    var worst = Verdict.pass
    for verdict in verdicts {
      if verdict == .fail { return .fail }
      if verdict == .inconclusive { worst = .inconclusive }
    }
    return worst
  }
}
