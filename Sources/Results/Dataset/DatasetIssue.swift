import Convolution

/// Something about a file that its reader should know.
package enum DatasetIssue: Hashable, Sendable {
  /// What is the matter with some rows.
  package enum Kind: CaseIterable, Hashable, Sendable {
    /// They were skipped, or failed, when they were measured.
    case unmeasured
    /// The point, strategy and operation stand further below once more, and that row counts.
    case repeated
    case untimed
    case timeNotPositive
    case timeWithoutInterval
    case timeNotEnclosed
    case ratioNotEnclosed
    /// The strategy has no such operation at the point.
    case noSuchOperation
  }

  /// Rows of one kind, by their lines.
  case rows(Kind, lines: [Int])
  /// Other programs' rows, for which there are no formulas.
  case otherPrograms([Strategy])
  /// Columns that are none of ours were passed over.
  case unknownColumns([String])
  /// The last line was torn off while it was written, and left out.
  case torn
  /// Several builds of phibench measured.
  case builds([String])
  /// Steps beyond the most that are kept.
  case leftOut(count: Int, kept: Int)
  /// What stands beside the file as the machine's facts is something else, or about another machine.
  case foreignFacts(file: String, kind: MachineKind?)
}
