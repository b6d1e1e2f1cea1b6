import Analysis

extension VerificationReport {
  var counts: [Document.Block] {
    let counts = verification.counts
    let differences = counts.differences.prefix(Self.most).map(Self.sentence)
    let more = counts.differences.count - differences.count
    let sum =
      if counts.cells == 0 {
        "The file has no counts."
      } else if differences.isEmpty {
        "\(Units.count(counts.cells, "count or size", "counts and sizes")) in "
          + "\(Units.count(counts.rows, "row")) equal their formulas."
      } else {
        "\(Units.count(counts.differences.count)) of \(Units.count(counts.cells)) counts and sizes "
          + "differ from their formulas."
      }
    let missing = counts.missing.map {
      "\(Units.count($0.count, "row")) (from line \($0.firstLine)) \($0.count == 1 ? "has" : "have") "
        + "no \($0.column.rawValue), so \($0.count == 1 ? "it is" : "they are") unverified."
    }
    let rest = more > 0 ? ["\(Units.count(more)) more differ."] : []
    let found = differences + rest + missing
    return [.heading("Counts and bytes"), .paragraph(sum)]
      + (found.isEmpty ? [] : [.list(found)])
  }

  /// How many differences are listed; more of them say nothing more.
  private static let most = 20

  private static func sentence(_ difference: CountDifference) -> String {
    let formula =
      difference.formula.map { "the formula gives \($0)" }
      ?? "the strategy has no such operation there"
    let file = difference.named.flatMap {
      $0 == difference.formula ? nil : ", and the file's own formula \($0)"
    }
    return "\(difference.row): \(difference.column.rawValue) of \(difference.strategy)'s "
      + "\(difference.operation.name) is \(difference.measured), but \(formula)\(file ?? "") "
      + "(\(difference.point))."
  }
}
