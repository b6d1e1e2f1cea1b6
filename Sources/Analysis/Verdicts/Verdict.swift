/// What the evidence says of one statement.
package enum Verdict: String, CaseIterable, Hashable, Sendable, Encodable {
  case pass = "PASS"
  case inconclusive = "INCONCLUSIVE"
  case fail = "FAIL"

  /// What several statements amount to: one that fails decides, then one that is inconclusive; without
  /// a single one nothing was put to the test.
  package static func all(_ verdicts: some Sequence<Verdict>) -> Verdict {
    let found = Set(verdicts)
    return found.contains(.fail)
      ? .fail : found.isEmpty || found.contains(.inconclusive) ? .inconclusive : .pass
  }
}
