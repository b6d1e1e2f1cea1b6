/// Empty cells of one column, in rows that have such a count by the formula of their point.
///
/// Rows without a measurement, operations without such a count and other programs' rows are none of
/// them.
package struct MissingCells: Hashable, Sendable, Encodable {
  package let column: CountColumn
  package internal(set) var count = 0
  package let firstLine: Int
}
