import Analysis

/// What was set aside.
struct NoteSection {
  let section: VerificationSection?

  init(_ verification: Verification) {
    section =
      verification.notes.isEmpty
      ? nil
      : VerificationSection(
        title: "Notes", sentences: verification.notes.map { "\($0)." }, table: nil)
  }
}
