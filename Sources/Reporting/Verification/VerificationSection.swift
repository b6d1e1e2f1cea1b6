/// A part of what `phibench verify` found: what it says, and the table that it says it by.
package struct VerificationSection: Sendable {
  /// The heading.
  package let title: String
  /// What the table shows, in sentences with full stops.
  package let sentences: [String]
  /// The table; `nil` where there is nothing to list.
  package let table: TextTable?
}
