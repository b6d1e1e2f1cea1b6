/// What a measurement says to a question that is no formula: either answer is a finding.
public enum Answer: String, Hashable, Sendable, Codable {
  /// Yes.
  case yes
  /// No.
  case no
  /// The intervals do not tell.
  case undecided
}
