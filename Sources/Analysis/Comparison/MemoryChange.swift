import Results

/// A number of bytes that is not what it was.
package struct MemoryChange: Hashable, Sendable, Encodable {
  /// The column.
  package let column: CountColumn
  /// Bytes in the old run.
  package let old: Int
  /// Bytes in the new run.
  package let new: Int

  /// The exact bytes that differ; what is resident is no exact number and is left out.
  static func all(from old: OperationMeasurement, to new: OperationMeasurement) -> [MemoryChange] {
    columns.compactMap { column in
      guard let old = column.measured(old), let new = column.measured(new), old != new else {
        return nil
      }
      return MemoryChange(column: column, old: old, new: new)
    }
  }

  /// Whether a row has any of the bytes.
  static func has(_ row: OperationMeasurement) -> Bool {
    columns.contains { $0.measured(row) != nil }
  }

  private static let columns: [CountColumn] = [.phiBytes, .savedBytes, .peakBytes]
}
