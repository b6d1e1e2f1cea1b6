import Results

/// A number of bytes that is not what it was.
package struct MemoryChange: Hashable, Sendable, Codable {
  /// The column.
  package let column: String
  /// Bytes in the old run.
  package let old: Int
  /// Bytes in the new run.
  package let new: Int

  /// The exact bytes that differ; what is resident is no exact number and is left out.
  static func all(from old: RecordedRow, to new: RecordedRow) -> [MemoryChange] {
    columns.compactMap { column, bytes in
      guard let old = bytes(old), let new = bytes(new), old != new else { return nil }
      return MemoryChange(column: column, old: old, new: new)
    }
  }

  /// Whether a row has any of the bytes.
  static func has(_ row: RecordedRow) -> Bool {
    columns.contains { $0.bytes(row) != nil }
  }

  private static var columns: [(name: String, bytes: (RecordedRow) -> Int?)] {
    [("phi_bytes", \.phiBytes), ("saved_bytes", \.savedBytes), ("peak_bytes", \.peakBytes)]
  }
}
