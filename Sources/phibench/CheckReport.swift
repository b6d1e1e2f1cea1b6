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

  private var mismatches: [CheckResult] { results.filter { !$0.isGood } }

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
        result.worst.error == 0 ? "" : result.layer, result.isGood ? "" : "mismatch",
      ]
      table.add(cells, style: result.isGood ? .plain : .bad)
    }
    let verdict =
      mismatches.isEmpty
      ? ["All \(results.count) comparisons are within their bounds."]
      : mismatches.map { "Mismatch: \($0)" }
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

  /// Ends the command where a value lies beyond its bound.
  ///
  /// - Throws: ``Failure`` with status 1.
  func requireSuccess() throws(Failure) {
    guard !mismatches.isEmpty else { return }
    throw Failure(
      .negative, "\(mismatches.count) of \(results.count) comparisons are beyond their bounds")
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
      compared = result.compared
      setAside = result.setAside
    }
  }
}
