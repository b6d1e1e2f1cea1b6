import Analysis
import Convolution

extension VerificationReport {
  /// What each operation and parameter has by the slides, by formula, as counted and as timed; then bytes.
  var exponents: [Document.Block] {
    let exponents = verification.exponents
    guard !exponents.isEmpty else {
      return [
        .heading("Exponents"),
        .paragraph(
          "No parameter takes three values at enough points: no exponent of time is judged."),
      ]
    }
    let found = exceptions(exponents)
    return [.heading("Exponents"), .paragraph(Self.legend)]
      + (found.isEmpty ? [] : [.list(found)])
      + [.table(Table(rows, leading: 2, Self.formulas + timed))]
  }

  private static let legend =
    "By the slides, by formula over the file's points, as counted there, and of the time, with an interval "
    + "that holds with the others of the report at 99 %. Θ: within the slide's ± ½; O: no faster; FAIL: "
    + "faster, the slide's whole number is excluded; ?: INCONCLUSIVE. Of bytes what was counted, and where it "
    + "differs its formula."

  // MARK: - Rows

  private struct Row {
    /// An operation, or a column of bytes.
    let name: String
    let parameter: Parameter
    let slide: Int?
    let times: [TimeExponent]
    let bytes: [(strategy: Strategy, entry: ByteExponents.Entry)]
  }

  private var rows: [Row] {
    let times = verification.exponents.grouped { "\($0.operation.rawValue) \($0.parameter)" }
      .map(\.elements).sorted { $0[0].operation.rawValue < $1[0].operation.rawValue }
    let bytes = verification.bytes.flatMap { bytes in
      bytes.entries.map { (bytes: bytes, entry: $0) }
    }.grouped { "\($0.bytes.column) \($0.entry.parameter)" }.map(\.elements)
    return times.map { times in
      Row(
        name: times[0].operation.name, parameter: times[0].parameter, slide: times[0].slide,
        times: times, bytes: [])
    }
      + bytes.map { rows in
        Row(
          name: rows[0].bytes.column.rawValue, parameter: rows[0].entry.parameter, slide: nil,
          times: [], bytes: rows.map { ($0.bytes.strategy, $0.entry) })
      }
  }

  private static var formulas: [Table.Column<Row>] {
    [
      .left("operation") { $0.name },
      .left("in") { $0.parameter.rawValue },
      .right("slide") { $0.slide.map(String.init) ?? "" },
      .right("formula") {
        $0.times.lazy.compactMap(\.formula).first.map { Units.number($0) } ?? ""
      },
      .right("counted") {
        $0.times.lazy.compactMap(\.counted).first.map { Units.number($0) } ?? ""
      },
    ]
  }

  /// A column for each strategy and its conditions.
  private var timed: [Table.Column<Row>] {
    let exponents = verification.exponents
    let at = Distinctions(exponents.map(\.conditions.named))
    return exponents.map { Judged(strategy: $0.strategy, conditions: $0.conditions) }.distinct.map {
      judged in
      func time(_ row: Row) -> TimeExponent? {
        row.times.first { $0.strategy == judged.strategy && $0.conditions == judged.conditions }
      }
      let title = [judged.strategy.name, at.words(judged.conditions.named)].filter { !$0.isEmpty }
      return .left(
        title.joined(separator: " "),
        style: { row in
          time(row).flatMap { $0.verdict.verdict == .pass ? nil : $0.verdict.verdict.style }
            ?? .plain
        },
        { row in
          time(row).map(Self.cell)
            ?? row.bytes.first { $0.strategy == judged.strategy }.map { Self.cell($0.entry) } ?? ""
        })
    }
  }

  private struct Judged: Hashable {
    let strategy: Strategy
    let conditions: Conditions
  }

  private static func cell(_ exponent: TimeExponent) -> String {
    "\(exponent.verdict.mark) \(exponent.interval.plusMinus)"
  }

  private static func cell(_ bytes: ByteExponents.Entry) -> String {
    let (counted, formula) = (Units.number(bytes.counted), Units.number(bytes.formula))
    return counted == formula ? counted : "\(counted), formula \(formula)"
  }

  // MARK: - Exceptions

  /// How many exponents without a verdict a terminal lists; each that fails is listed anyway.
  private static let mostOpen = 5

  private func exceptions(_ exponents: [TimeExponent]) -> [String] {
    let failed = exponents.filter { $0.verdict == .fail }
    let open = exponents.filter { $0.verdict == .inconclusive }
    let shown = isComplete ? open : Array(open.prefix(Self.mostOpen))
    let rest = open.count - shown.count
    return (failed + shown).map(Self.sentence)
      + (rest > 0 ? ["\(Units.count(rest)) more are inconclusive; --all lists them."] : [])
  }

  private static func sentence(_ exponent: TimeExponent) -> String {
    let values = exponent.values
    return
      "\(exponent.verdict.verdict.rawValue): \(exponent.strategy)'s \(exponent.operation.name) in "
      + "\(exponent.parameter.rawValue), slide \(exponent.slide), found \(exponent.interval.plusMinus) "
      + "over \(exponent.parameter.rawValue) = \(values[0]) to \(values[values.count - 1]) at "
      + "\(Units.count(exponent.points, "point"))"
      + (exponent.remedy.map { "; \($0)." } ?? ": faster than the formula.")
  }

  // MARK: - Fits

  /// Overhead and coefficient of each operation.
  var fits: [Document.Block] {
    guard !verification.fits.isEmpty else { return [] }
    let at = Distinctions(verification.fits.map(\.conditions.named))
    return [
      .heading("Fits"),
      .paragraph(
        "time = overhead × calls + coefficient × formula, by the regression that found the exponents, with "
          + "the slides' in their place and 95 % intervals; coefficients are means over the points' memory "
          + "levels. The largest point took no part and is predicted."),
      .table(
        Table(
          verification.fits, leading: 2,
          [
            .left("strategy") { $0.subject.strategy.name },
            .left("operation") { $0.subject.operation.name },
            .right("points") { "\($0.points)" },
            .left("overhead of a call") { $0.overhead?.text(Units.time) ?? "" },
            .left("coefficient") {
              $0.coefficient.text { Units.number(1e12 * $0, decimals: 1) }
                + " ps/\($0.unit.rawValue)"
            },
            .left("largest point") {
              "\(Units.time($0.prediction.measured)), predicted "
                + Units.change($0.prediction.relativeError)
            },
          ] + at.columns(\.conditions.named))),
    ]
  }
}

extension GrowthVerdict {
  /// As tables have it.
  var mark: String {
    switch self {
    case .theta: "Θ"
    case .o: "O"
    case .fail: "FAIL"
    case .inconclusive: "?"
    }
  }
}
