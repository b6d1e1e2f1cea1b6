import Results

/// Whether every count and every byte of a file is as its formula says: exactly.
package struct CountCheck: Sendable, Encodable {
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
  /// with the formulas that the file itself names; rows that others take the place of, too.
  init(_ dataset: Dataset) {
    var cells = 0
    var missing: [CountColumn: MissingCells] = [:]
    var rows = 0
    var differences: [CountDifference] = []
    let counted =
      dataset.steps.flatMap { step in step.operations.map { (step, $0) } }
      + dataset.repeated.map { ($0.step, $0.measurement) }
    for (step, row) in counted where step.strategy.isOwn && step.status == .ok {
      var hasCells = false
      for column in CountColumn.allCases {
        let formula = column.formula(row, of: step)
        guard let measured = column.measured(row) else {
          if formula != nil {
            missing[column, default: .init(column: column, firstLine: row.line)].count += 1
          }
          continue
        }
        // Nobody says what this peak should be.
        if column == .peakBytes, formula == nil, row.operation == .step { continue }
        hasCells = true
        cells += 1
        let named = column.named(row)
        // A count of an operation that the strategy does not have is as wrong as any other.
        if measured != formula || named.map({ $0 != measured }) ?? false {
          differences.append(
            CountDifference(
              row: RowReference(file: step.file, line: row.line), point: step.point.label,
              strategy: step.strategy, operation: row.operation, column: column,
              measured: measured, formula: formula, named: named))
        }
      }
      if hasCells { rows += 1 }
    }
    self.cells = cells
    self.missing = CountColumn.allCases.compactMap { missing[$0] }
    self.rows = rows
    self.differences = differences.sorted { $0.row.line < $1.row.line }
    verdict =
      !differences.isEmpty ? .fail : cells == 0 || !missing.isEmpty ? .inconclusive : .pass
  }
}
