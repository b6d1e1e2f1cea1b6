/// Empty cells of one column, in rows that have such a count by the formula of their point.
///
/// Rows without a measurement, operations without such a count and other programs' rows are none of
/// them.
package struct MissingCells: Hashable, Sendable, Encodable {
  /// Which column.
  package let column: CountColumn
  /// How many cells.
  package internal(set) var count = 0
  /// The line of the first one.
  package let firstLine: Int

  init(_ column: CountColumn, firstLine: Int) {
    self.column = column
    self.firstLine = firstLine
  }
}
