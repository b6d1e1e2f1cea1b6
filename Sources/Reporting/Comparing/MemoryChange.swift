import Sweeps

/// A number of bytes that is not what it was.
public struct MemoryChange: Hashable, Sendable, Codable {
  /// The column.
  public let column: String
  /// Bytes in the old run.
  public let old: Int
  /// Bytes in the new run.
  public let new: Int

  /// The exact bytes that differ; what is resident is no exact number and is left out.
  static func all(from old: RecordedRow, to new: RecordedRow) -> [MemoryChange] {
    [
      ("phi_bytes", old.phiBytes, new.phiBytes),
      ("saved_bytes", old.savedBytes, new.savedBytes),
      ("peak_bytes", old.peakBytes, new.peakBytes),
    ].compactMap { column, old, new in
      guard let old, let new, old != new else { return nil }
      return MemoryChange(column: column, old: old, new: new)
    }
  }
}
