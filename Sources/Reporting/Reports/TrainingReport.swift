import Foundation
import Machine
import Networks

/// What `phibench train` shows: a line for each epoch as it ends, then a table of the strategies.
package struct TrainingReport {
  private let hasTest: Bool
  private var results: [(mix: LayerStrategies, result: TrainingResult)] = []

  package init(hasTest: Bool) {
    self.hasTest = hasTest
  }

  /// The line above those of epochs.
  package var heading: String {
    Self.line(["strategy", "epoch", "loss", "accuracy", hasTest ? "test accuracy" : "", "step"])
  }

  /// An epoch's line, to be shown at once to whoever waits.
  package func line(_ record: EpochRecord, by mix: LayerStrategies) -> String {
    Self.line([
      mix.label, "\(record.epoch)", Self.loss(record.loss), Units.percent(record.accuracy),
      record.testAccuracy.map { Units.percent($0) } ?? "", Units.time(record.step.median),
    ])
  }

  private static func line(_ cells: [String]) -> String {
    zip(cells, [-22, 5, 12, 10, 14, 10]).map { cell, width in
      let space = String(repeating: " ", count: max(0, abs(width) - cell.count))
      return width < 0 ? cell + space : space + cell
    }.joined(separator: "  ")
  }

  private static func loss(_ value: Double) -> String { String(format: "%.6g", value) }

  package mutating func add(_ result: TrainingResult, by mix: LayerStrategies) {
    results.append((mix, result))
  }

  /// A row for each strategy, and how far their losses lie apart.
  package var document: Document {
    typealias Row = (mix: LayerStrategies, result: TrainingResult, last: EpochRecord)
    let rows = results.compactMap { mix, result in
      result.epochs.last.map { (mix, result, $0) as Row }
    }
    let test: [Table.Column<Row>] =
      hasTest
      ? [.right("test accuracy") { $0.last.testAccuracy.map { Units.percent($0) } ?? "" }] : []
    let table = Table(
      rows,
      [
        .left("strategy") { $0.mix.label },
        .right("last loss") { Self.loss($0.last.loss) },
        .right("accuracy") { Units.percent($0.last.accuracy) },
      ] + test + [
        .right("step") { Units.time($0.result.step.median) },
        .right("± 95 %") { $0.result.step.relativeHalfWidth.map { Units.percent($0) } ?? "" },
        .right("peak by formula") { Units.bytes($0.result.peakBytesFormula) },
        .right("by the allocator") { Units.bytes($0.result.peakBytes) },
        .right("VmHWM") { $0.result.rssPeakBytes.map(Units.bytes) ?? "" },
      ])
    let agreement =
      "The strategies' losses lie within \(String(format: "%.1e", largestDifference)) of each other, "
      + "relative to the first's, over all epochs."
    return Document([.table(table)] + (results.count > 1 ? [.paragraph(agreement)] : []))
  }

  /// The largest |loss − first strategy's loss| ÷ first strategy's loss of any epoch.
  private var largestDifference: Double {
    guard let first = results.first?.result.epochs else { return 0 }
    return results.flatMap { zip($0.result.epochs, first) }.map {
      abs($0.loss - $1.loss) / abs($1.loss)
    }.max() ?? 0
  }

  package func json() throws -> String {
    let objects = results.map { mix, result -> JSONObject in
      ["strategies": mix.names, "result": result]
    }
    return try JSON.text(["results": objects] as JSONObject)
  }
}
