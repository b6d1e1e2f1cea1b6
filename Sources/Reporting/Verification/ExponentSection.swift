import Analysis
import Convolution
import Measurement

/// Exponents of counts and times beside the slides'.
struct ExponentSection {
  let section: VerificationSection?

  /// Exponents without a verdict that a terminal lists; each that fails is listed anyway.
  private static let mostOpen = 5

  init(_ verification: Verification, isComplete: Bool) {
    let exponents = verification.timeExponents
    guard !exponents.isEmpty else {
      section = VerificationSection(
        title: "Exponents",
        sentences: ["No parameter takes three values with the rest held: no exponent is judged."],
        table: nil)
      return
    }
    let strategies = exponents.map(\.subject.strategy)
      .reduce(into: [Strategy]()) { if !$0.contains($1) { $0.append($1) } }
    var table = TextTable(
      [("operation", .left), ("in", .left), ("slide", .right), ("count", .right)]
        + strategies.map { ($0.name, .left) }, leading: 2)
    for operation in Operation.allCases {
      for parameter in Parameter.slides {
        let cells = strategies.map { strategy in
          exponents.first {
            $0.subject == Subject(strategy, operation) && $0.parameter == parameter
          }
        }
        guard cells.contains(where: { $0 != nil }) else { continue }
        table.add(
          [
            (operation.name, .plain), (parameter.rawValue, .plain),
            ("\(operation.slideExponent(of: parameter))", .plain),
            (Self.count(verification, operation, parameter), .plain),
          ] + cells.map { $0.map(Self.cell) ?? ("", .plain) })
      }
    }
    section = VerificationSection(
      title: "Exponents", sentences: Self.legend + Self.exceptions(exponents, isComplete),
      table: table)
  }

  private static let legend = [
    "Exponents of time, ± 95 %, and the level that was judged: of what operations hand on tile by "
      + "tile / of the mini-batch.",
    "= as the formula, < slower (fixed costs still weigh, or a product's rate still rises), > faster "
      + "(FAIL: the slide's whole number is excluded), ? too wide to tell (INCONCLUSIVE).",
  ]

  private static func exceptions(_ exponents: [TimeExponent], _ isComplete: Bool) -> [String] {
    let failed = exponents.filter { $0.verdict == .fail }
    let open = exponents.filter { $0.verdict == .inconclusive }
    let shown = isComplete ? open : Array(open.prefix(mostOpen))
    let rest = open.count - shown.count
    return (failed + shown).map(sentence)
      + (rest > 0 ? ["And \(Units.count(rest)) more are inconclusive; --all lists them."] : [])
  }

  private static func sentence(_ exponent: TimeExponent) -> String {
    let fit = exponent.deciding
    let remaining =
      fit.remaining.count == 1
      ? "only \(fit.remaining.lowerBound) remains"
      : "\(fit.remaining.lowerBound) to \(fit.remaining.upperBound) remain"
    return "\(exponent.verdict.rawValue): \(exponent.subject.strategy)'s "
      + "\(exponent.subject.operation.name) in \(exponent.parameter.rawValue), slide "
      + "\(exponent.slide), found \(plusMinus(fit.exponent)) over \(exponent.parameter.rawValue) = "
      + "\(fit.values.map(String.init).joined(separator: ", ")) (\(fit.residences)): "
      + "\(exponent.growth.rawValue); of whole numbers \(remaining)."
  }

  private static func cell(_ exponent: TimeExponent) -> (text: String, style: TextStyle) {
    let fit = exponent.deciding
    let text = "\(mark(exponent.growth)) \(plusMinus(fit.exponent)) \(fit.residences.short)"
    return (text, exponent.verdict == .pass ? .plain : exponent.verdict.style)
  }

  private static func plusMinus(_ interval: Interval) -> String {
    "\(Units.number(interval.value)) ± \(Units.number(interval.halfWidth))"
  }

  private static func mark(_ growth: TimeExponent.Growth) -> String {
    switch growth {
    case .asFormula: "="
    case .fixedCosts, .risingRate: "<"
    case .faster: ">"
    case .undecided, .noInterval, .bent: "?"
    }
  }

  /// The exponent of what was counted: elements, of a product or a sum FLOPs; the same by every
  /// strategy, or there is a failure that says so.
  private static func count(
    _ verification: Verification, _ operation: Operation, _ parameter: Parameter
  ) -> String {
    let column: CountColumn = operation.costUnit == .flop ? .flops : .elements
    let found = verification.exactExponents.first {
      $0.subject.operation == operation && $0.parameter == parameter && $0.column == column
    }
    return found.map { Units.number($0.measured) } ?? ""
  }
}
