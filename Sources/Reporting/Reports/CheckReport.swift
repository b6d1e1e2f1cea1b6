import Correctness
import Foundation
import Machine

/// The results of `phibench check`.
package struct CheckReport {
  private let results: [CheckResult]

  package init(_ results: [CheckResult]) {
    self.results = results
  }

  package func count(_ outcome: CheckResult.Outcome) -> Int {
    results.count { $0.outcome == outcome }
  }

  /// One row for each reference, strategy, precision and quantity: the element whose error takes
  /// up most of its bound; then each mismatch with its place and both values.
  package var document: Document {
    let bad = results.filter { !$0.isGood }.map {
      ($0.outcome == .mismatch ? "Mismatch: " : "No evidence: ") + "\($0)"
    }
    let columns: [Table.Column<CheckResult>] = [
      .left("against") { $0.reference.name },
      .left("strategy") { $0.strategy },
      .left("precision") { $0.precision.rawValue },
      .left("quantity") { $0.worst.quantity.rawValue },
      .right("largest error") { Self.number($0.worst.error) },
      .right("bound") { Self.number($0.worst.bound) },
      .right("error ÷ bound", style: { $0.isGood ? .plain : .bad }) { Self.number($0.worst.share) },
      .right("compared") { "\($0.compared)" },
      .right("set aside") { "\($0.setAside)" },
      .left("where") { $0.worst.error == 0 ? "" : $0.layer },
      .left("", style: { _ in .bad }) {
        switch $0.outcome {
        case .good: ""
        case .mismatch: "mismatch"
        case .nothingCompared: "nothing compared"
        }
      },
    ]
    return Document(
      summary: bad.isEmpty
        ? [.paragraph("All \(results.count) comparisons are within their bounds.")]
        : bad.map { .paragraph($0) },
      [.table(Table(results, leading: 4, columns))])
  }

  private static func number(_ value: Double) -> String {
    value == 0 ? "0" : String(format: "%.1e", value)
  }

  package func json() throws -> String {
    try JSON.text(["results": results.map(Self.object)] as JSONObject)
  }

  private static func object(_ result: CheckResult) -> JSONObject {
    let worst = result.worst
    return [
      "against": result.reference.name, "strategy": result.strategy,
      "precision": result.precision, "quantity": worst.quantity, "good": result.isGood,
      "error": worst.error, "bound": worst.bound, "actual": worst.actual,
      "expected": worst.expected,
      "place": worst.quantity.place(of: worst.index, in: worst.geometry), "layer": result.layer,
      "threads": result.threads, "tile_columns": result.tileColumns,
      "compared": result.compared, "set_aside": result.setAside,
    ]
  }
}
