import Convolution
import Correctness
import Foundation
import Reporting

/// The results of `phibench check` for people and for programs.
struct CheckReport {
  private let results: [CheckResult]

  init(_ results: [CheckResult]) {
    self.results = results
  }

  private func results(_ outcome: CheckResult.Outcome) -> [CheckResult] {
    results.filter { $0.outcome == outcome }
  }

  /// One row for each reference, strategy, precision and quantity: the element whose error takes
  /// up most of its bound; then each mismatch with its place and both values.
  func text(for terminal: Terminal) -> String {
    var table = TextTable(
      [
        ("against", .left), ("strategy", .left), ("precision", .left), ("quantity", .left),
        ("largest error", .right), ("bound", .right), ("error ÷ bound", .right),
        ("compared", .right), ("set aside", .right), ("where", .left), ("", .left),
      ], leading: 4)
    for result in results {
      let cells = [
        result.reference.name, result.strategy, result.precision.rawValue,
        result.worst.quantity.rawValue, Self.number(result.worst.error),
        Self.number(result.worst.bound), Self.number(result.worst.share),
        "\(result.compared)", "\(result.setAside)",
        result.worst.error == 0 ? "" : result.layer, Self.words(result.outcome),
      ]
      table.add(cells, style: result.isGood ? .plain : .bad)
    }
    let bad =
      results(.mismatch).map { "Mismatch: \($0)" }
      + results(.nothingCompared).map { "No evidence: \($0)" }
    let verdict = bad.isEmpty ? ["All \(results.count) comparisons are within their bounds."] : bad
    return ([table.text(for: terminal)] + verdict.map(terminal.wrapped)).joined(separator: "\n")
  }

  /// The same rows, as one array of objects.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      return String(decoding: try encoder.encode(results.map(Row.init)), as: UTF8.self)
    }
  }

  /// Ends the command where a value lies beyond its bound, or nothing was compared.
  ///
  /// - Throws: ``Failure`` with status 1, or 2 where no value lies beyond its bound.
  func requireSuccess() throws(Failure) {
    let (mismatches, empty) = (results(.mismatch).count, results(.nothingCompared).count)
    if mismatches > 0 {
      throw Failure(
        .negative, "\(mismatches) of \(results.count) comparisons are beyond their bounds")
    }
    if empty > 0 || results.isEmpty {
      throw Failure(
        .insufficient, "\(empty) of \(results.count) comparisons had nothing to compare")
    }
  }

  private static func words(_ outcome: CheckResult.Outcome) -> String {
    switch outcome {
    case .good: ""
    case .mismatch: "mismatch"
    case .nothingCompared: "nothing compared"
    }
  }

  private static func number(_ value: Double) -> String {
    value == 0 ? "0" : String(format: "%.1e", value)
  }

  private struct Row: Encodable {
    let against: String
    let strategy: String
    let precision: Precision
    let quantity: Quantity
    let good: Bool
    let error: Double
    let bound: Double
    let actual: Double
    let expected: Double
    let place: String
    let layer: String
    let threads: Int
    let tileColumns: Int?
    let compared: Int
    let setAside: Int

    init(_ result: CheckResult) {
      against = result.reference.name
      strategy = result.strategy
      precision = result.precision
      quantity = result.worst.quantity
      good = result.isGood
      error = result.worst.error
      bound = result.worst.bound
      actual = result.worst.actual
      expected = result.worst.expected
      place = result.worst.quantity.place(of: result.worst.index, in: result.worst.geometry)
      layer = result.layer
      threads = result.threads
      tileColumns = result.tileColumns
      compared = result.compared
      setAside = result.setAside
    }
  }
}
