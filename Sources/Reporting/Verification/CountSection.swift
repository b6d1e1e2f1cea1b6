import Analysis
import Convolution
import Measurement

/// Whether counts and bytes equal their formulas.
struct CountSection {
  let section: VerificationSection?

  /// Differences that are listed; more of them say nothing more.
  private static let most = 20

  init(_ verification: Verification) {
    let counts = verification.counts
    var sentences: [String] = []
    if counts.differences.isEmpty {
      sentences.append(
        counts.cells == 0
          ? "The file has no counts."
          : "\(Units.count(counts.cells)) counts and sizes in \(Units.count(counts.rows)) rows equal "
            + "their formulas.")
    } else {
      sentences.append(
        "\(Units.count(counts.differences.count)) of \(Units.count(counts.cells)) counts and sizes "
          + "differ from their formulas.")
      sentences += counts.differences.prefix(Self.most).map { "\($0)." }
      let more = counts.differences.count - Self.most
      if more > 0 { sentences.append("And \(Units.count(more)) more.") }
    }
    for missing in counts.missing {
      let cells = "\(missing.column.rawValue) in \(Units.count(missing.count))"
      sentences.append(
        missing.count == 1
          ? "Empty is \(cells) row, line \(missing.firstLine): that it equals its formula is not shown."
          : "Empty is \(cells) rows, from line \(missing.firstLine) on: that they equal their formula is "
            + "not shown.")
    }
    let wrong = verification.exactExponents.filter { $0.verdict == .fail }
    sentences += wrong.prefix(Self.most).map { exponent in
      "\(exponent.column.rawValue) of \(exponent.subject.strategy)'s "
        + "\(exponent.subject.operation.name) grows as \(exponent.parameter.rawValue)^"
        + "\(Units.number(exponent.measured)), its formula as \(exponent.parameter.rawValue)^"
        + "\(Units.number(exponent.formula))."
    }
    let table = Self.bytes(verification)
    if table != nil {
      sentences.append(
        "Exponents of what a step keeps and has live; φ has h^2 d^1 d_out^0 a^1 b^1 l^1:")
    }
    section = VerificationSection(title: "Counts and bytes", sentences: sentences, table: table)
  }

  /// The exponents of a step's bytes by strategy; those of counts stand beside the times'.
  private static func bytes(_ verification: Verification) -> TextTable? {
    let exponents = verification.exactExponents.filter { columns.contains($0.column) }
    let parameters = Parameter.slides.filter { parameter in
      exponents.contains { $0.parameter == parameter }
    }
    guard !parameters.isEmpty else { return nil }
    var table = TextTable(
      [("strategy", .left), ("bytes", .left)] + parameters.map { ($0.rawValue, .right) },
      leading: 2)
    var strategies: [Strategy] = []
    for exponent in exponents where !strategies.contains(exponent.subject.strategy) {
      strategies.append(exponent.subject.strategy)
    }
    for strategy in strategies {
      for column in columns {
        let found = exponents.filter {
          $0.subject.strategy == strategy && $0.column == column
        }
        guard !found.isEmpty else { continue }
        table.add(
          [(strategy.name, .plain), (column.rawValue, .plain)]
            + parameters.map { parameter in
              guard let exponent = found.first(where: { $0.parameter == parameter }) else {
                return ("", .plain)
              }
              return exponent.verdict == .pass
                ? (Units.number(exponent.measured), .plain)
                : (
                  "\(Units.number(exponent.measured)) ≠ \(Units.number(exponent.formula))", .bad
                )
            })
      }
    }
    return table
  }

  private static let columns: [CountColumn] = [.phiBytes, .savedBytes, .peakBytes]
}
