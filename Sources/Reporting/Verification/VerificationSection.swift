/// A part of what `phibench verify` found: what it says, and the table that it says it by.
public struct VerificationSection: Sendable {
  /// The heading.
  public let title: String
  /// What the table shows, in sentences with full stops.
  public let sentences: [String]
  /// The table; `nil` where there is nothing to list.
  public let table: TextTable?
}
