import Analysis
import Convolution
import Measurement

extension VerificationReport {
  /// Whether counts and bytes equal their formulas, and grow like them.
  var counts: [Document.Block] {
    let counts = verification.counts
    let differences = counts.differences.prefix(Self.most).map { "\($0)." }
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
    let wrong = verification.exactExponents.filter { $0.verdict == .fail }.prefix(Self.most).map {
      "\($0.column.rawValue) of \($0.subject.strategy)'s \($0.subject.operation.name) grows as "
        + "\($0.parameter.rawValue)^\(Units.number($0.measured)), its formula as "
        + "\($0.parameter.rawValue)^\(Units.number($0.formula))."
    }
    let rest = more > 0 ? ["\(Units.count(more)) more differ."] : []
    let found = differences + rest + missing + wrong
    return [.heading("Counts and bytes"), .paragraph(sum)]
      + (found.isEmpty ? [] : [.list(found)]) + bytes
  }

  /// How many differences are listed; more of them say nothing more.
  private static let most = 20

  private static let byteColumns: [CountColumn] = [.phiBytes, .savedBytes, .peakBytes]

  /// The exponents of a step's bytes by strategy; those of counts stand beside the times'.
  private var bytes: [Document.Block] {
    let exponents = verification.exactExponents.filter { Self.byteColumns.contains($0.column) }
    let parameters = Parameter.slides.filter { parameter in
      exponents.contains { $0.parameter == parameter }
    }
    guard !parameters.isEmpty else { return [] }
    typealias Row = (strategy: Strategy, column: CountColumn, found: [ExactExponent])
    let rows = exponents.map(\.subject.strategy).distinct.flatMap { strategy in
      Self.byteColumns.map { column -> Row in
        (
          strategy, column,
          exponents.filter { $0.subject.strategy == strategy && $0.column == column }
        )
      }
    }.filter { !$0.found.isEmpty }
    func exponent(_ row: Row, _ parameter: Parameter) -> ExactExponent? {
      row.found.first { $0.parameter == parameter }
    }
    let columns: [Table.Column<Row>] = parameters.map { parameter in
      .right(
        parameter.rawValue,
        style: { exponent($0, parameter)?.verdict == .fail ? .bad : .plain },
        { row in
          exponent(row, parameter).map {
            Units.number($0.measured)
              + ($0.verdict == .pass ? "" : " ≠ " + Units.number($0.formula))
          } ?? ""
        })
    }
    return [
      .paragraph(
        "Exponents of what a step keeps and has live; φ has h^2 d^1 d_out^0 a^1 b^1 l^1:"),
      .table(
        Table(
          rows, leading: 2,
          [.left("strategy") { $0.strategy.name }, .left("bytes") { $0.column.rawValue }] + columns)
      ),
    ]
  }
}
