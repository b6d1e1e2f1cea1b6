import Foundation
import Measurement
import Results

/// How a count or a size grows with one parameter, beside how its formula grows: exactly alike, or
/// it is wrong.
package struct ExactExponent: Sendable, Codable {
  /// Whose count.
  package let subject: Subject
  /// Which.
  package let column: CountColumn
  /// What varies, the rest being held.
  package let parameter: Parameter
  /// The values that it takes, ascending.
  package let values: [Int]
  /// What is held.
  package let held: String
  /// The exponent of what was counted, fitted to logarithms.
  package let measured: Double
  /// The exponent of the formula at the same points, fitted alike.
  package let formula: Double

  /// What rounding of the logarithms may do.
  static let rounding = 1e-9

  /// Whether both grow alike.
  package let verdict: Verdict

  /// The exponents of one operation's counts along one parameter: for each column the line with
  /// most values, and every other line that fails.
  static func exponents(
    _ subject: Subject, rows: [RecordedRow], of evidence: Evidence, along held: Held
  ) -> [ExactExponent] {
    CountColumn.allCases.flatMap { column in
      let counted = rows.filter { (column.measured($0) ?? 0) > 0 }
      let found = held.lines(of: counted, point: \.point)
        .compactMap { ExactExponent(subject, column, $0, of: evidence) }
      return found.prefix(1) + found.dropFirst().filter { $0.verdict == .fail }
    }
  }

  private init?(
    _ subject: Subject, _ column: CountColumn, _ line: Line<RecordedRow>, of evidence: Evidence
  ) {
    let rows = line.elements.map(\.element)
    let measured = rows.compactMap { column.measured($0) }
    let formula = rows.compactMap { evidence.formula(column, of: $0) }
    let x = line.elements.map { Double($0.value) }
    func exponent(_ counts: [Int]) -> Double? {
      guard counts.count == x.count, counts.allSatisfy({ $0 > 0 }) else { return nil }
      return PowerLaw(
        x: x, logarithms: counts.map { log(Double($0)) },
        errors: [Double](repeating: 0, count: counts.count))?.exponent
    }
    guard let ofMeasured = exponent(measured), let ofFormula = exponent(formula) else { return nil }
    self.subject = subject
    self.column = column
    parameter = line.parameter
    values = line.values
    held = line.held
    self.measured = ofMeasured
    self.formula = ofFormula
    verdict = abs(ofMeasured - ofFormula) <= Self.rounding ? .pass : .fail
  }
}
