import Results

/// A number of bytes that is not what it was.
package struct MemoryChange: Hashable, Sendable, Encodable {
  package let column: CountColumn
  package let old: Int
  package let new: Int

  /// The bytes that differ; what is resident is no exact number and is left out.
  static func all(from old: OperationMeasurement, to new: OperationMeasurement) -> [MemoryChange] {
    CountColumn.ofBytes.compactMap { column in
      guard let old = column.measured(old), let new = column.measured(new), old != new else {
        return nil
      }
      return MemoryChange(column: column, old: old, new: new)
    }
  }
}
