import Analysis
import Convolution

extension VerificationReport {
  var exponents: [Document.Block] {
    let exponents = verification.exponents
    guard !exponents.isEmpty else {
      return [
        .heading("Exponents"),
        .paragraph("No parameter takes three values with the rest held: no exponent is judged."),
      ]
    }
    typealias Row = (operation: Convolution.Operation, parameter: Parameter)
    func exponent(_ row: Row, _ strategy: Strategy) -> TimeExponent? {
      exponents.first {
        $0.subject == Subject(strategy, row.operation) && $0.parameter == row.parameter
      }
    }
    let strategies = exponents.map(\.subject.strategy).distinct
    let rows = Operation.allCases.flatMap { operation in
      Parameter.slides.map { (operation, $0) as Row }
    }.filter { row in strategies.contains { exponent(row, $0) != nil } }
    let columns: [Table.Column<Row>] = strategies.map { strategy in
      .left(
        strategy.name,
        style: { row in
          exponent(row, strategy).flatMap { $0.verdict == .pass ? nil : $0.verdict.style } ?? .plain
        }, { exponent($0, strategy).map(Self.cell) ?? "" })
    }
    let found = exceptions(exponents)
    return [.heading("Exponents"), .paragraph(Self.legend)]
      + (found.isEmpty ? [] : [.list(found)])
      + [
        .table(
          Table(
            rows, leading: 2,
            [
              .left("operation") { $0.operation.name },
              .left("in") { $0.parameter.rawValue },
              .right("slide") { "\($0.operation.slideExponent(of: $0.parameter))" },
              .right("count") { row in
                strategies.lazy.compactMap { exponent(row, $0)?.deciding.countExponent }.first
                  .map { Units.number($0) } ?? ""
              },
            ] + columns))
      ]
  }

  private static let legend =
    "Exponents of time, ± 95 %, and the level that was judged: of what operations hand on tile by "
    + "tile / of the mini-batch. = as the formula, < slower (fixed costs still weigh, or a product's "
    + "rate still rises), > faster (FAIL: the slide's whole number is excluded), ? too wide to tell "
    + "(INCONCLUSIVE)."

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
    let fit = exponent.deciding
    let (first, last) = (fit.remaining.lowerBound, fit.remaining.upperBound)
    let parameter = exponent.parameter.rawValue
    return "\(exponent.verdict.rawValue): \(exponent.subject.strategy)'s "
      + "\(exponent.subject.operation.name) in \(parameter), slide \(exponent.slide), found "
      + "\(fit.exponent.plusMinus) over \(parameter) = "
      + "\(fit.values.map(String.init).joined(separator: ", ")) (\(fit.residences)): "
      + "\(exponent.growth.rawValue); of whole numbers "
      + (first == last ? "only \(first) remains." : "\(first) to \(last) remain.")
  }

  private static func cell(_ exponent: TimeExponent) -> String {
    let mark =
      switch exponent.growth {
      case .asFormula: "="
      case .fixedCosts, .risingRate: "<"
      case .faster: ">"
      case .undecided, .noInterval, .bent: "?"
      }
    let fit = exponent.deciding
    return "\(mark) \(fit.exponent.plusMinus) \(fit.residences.short)"
  }

  // MARK: - Bends and fits

  /// A bend where time per element or FLOP rises by less is not worth a line at a terminal; where it
  /// falls, more elements share the fixed costs.
  private static let leastRise = 1.2

  var bends: [Document.Block] {
    let all = verification.exponents.flatMap { exponent in
      exponent.bends.map { (exponent: exponent, bend: $0) }
    }
    guard !all.isEmpty else { return [] }
    let held = Distinctions(all.map(\.bend.held))
    let shown = all.filter { isComplete || $0.bend.unitTimeRatio >= Self.leastRise }
    let rest = all.count - shown.count
    return [
      .heading("Bends between levels"),
      .paragraph(
        "Between these values the working set (tile / mini-batch) passes from one level to another; "
          + "time per element or FLOP then changes, which is no exponent."
          + (rest > 0 ? " \(Units.count(rest, "more bend")) raise it by less, or lower it." : "")),
      .table(
        Table(
          shown, leading: 3,
          [
            .left("strategy") { $0.exponent.subject.strategy.name },
            .left("operation") { $0.exponent.subject.operation.name },
            .left("bend") { "\($0.exponent.parameter.rawValue) \($0.bend.from)…\($0.bend.to)" },
            .left("from") { $0.bend.before.short },
            .left("to") { $0.bend.after.short },
            .right("time per unit") { "× \(Units.number($0.bend.unitTimeRatio))" },
            .left("held") { held.words($0.bend.held) },
          ])),
    ]
  }

  /// Overhead and coefficient of each operation; at a terminal of the level and conditions with most
  /// points, by which fits are sorted.
  var fits: [Document.Block] {
    guard !verification.fits.isEmpty else { return [] }
    var known: Set<Subject> = []
    let at = Distinctions(verification.fits.map(\.conditions.named))
    return [
      .heading("Fits"),
      .paragraph(
        "time = overhead + coefficient × formula inside one level, by least relative errors, with 95 % "
          + "intervals by bootstrap; the largest point took no part and is predicted."),
      .table(
        Table(
          verification.fits.filter { isComplete || known.insert($0.subject).inserted }, leading: 2,
          [
            .left("strategy") { $0.subject.strategy.name },
            .left("operation") { $0.subject.operation.name },
            .left("level") { $0.residences.short },
            .right("points") { "\($0.points)" },
            .left("overhead") { $0.overhead.text(Units.time) },
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
