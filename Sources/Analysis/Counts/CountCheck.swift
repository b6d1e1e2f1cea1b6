/// Whether every count and every byte of a file is as its formula says: exactly.
package struct CountCheck: Sendable, Codable {
  /// Cells that were compared.
  package let cells: Int
  /// Rows that have such cells.
  package let rows: Int
  /// Cells that are empty although their rows have such a count, by column.
  package let missing: [MissingCells]
  /// The cells that differ, in the file's order.
  package let differences: [CountDifference]

  /// A difference fails; what is missing proves nothing.
  package let verdict: Verdict

  /// Compares measured cells with the formulas as they are computed here from the row's point, and
  /// with the formulas that the file itself names.
  init(_ evidence: Evidence) {
    var cells = PerColumn()
    var missing: [CountColumn: MissingCells] = [:]
    var rows = 0
    var differences: [CountDifference] = []
    for row in evidence.counted {
      var hasCells = false
      for column in CountColumn.allCases {
        let formula = evidence.formula(column, of: row)
        guard let measured = column.measured(row) else {
          if formula != nil {
            missing[column, default: MissingCells(column, firstLine: row.line)].count += 1
          }
          continue
        }
        hasCells = true
        cells[column, default: 0] += 1
        let named = column.named(row)
        // A count of an operation that the point does not have is as wrong as any other.
        if measured != formula || named.map({ $0 != measured }) ?? false {
          differences.append(
            CountDifference(row, column, measured: measured, formula: formula, named: named))
        }
      }
      if hasCells { rows += 1 }
    }
    self.cells = cells.values.reduce(0, +)
    self.missing = CountColumn.allCases.compactMap { missing[$0] }
    self.rows = rows
    self.differences = differences
    verdict =
      !differences.isEmpty ? .fail : cells.isEmpty || !missing.isEmpty ? .inconclusive : .pass
  }

  private typealias PerColumn = [CountColumn: Int]
}
