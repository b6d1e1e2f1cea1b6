import Foundation
import Networks
import Reporting

/// What `phibench train` shows: a line for each epoch as it ends, then a table of the strategies.
struct TrainingReport {
  private let hasTest: Bool
  private var results: [(mix: LayerStrategies, result: TrainingResult)] = []

  /// - Parameter hasTest: whether there are test images.
  init(hasTest: Bool) {
    self.hasTest = hasTest
  }

  private static let widths = [22, 5, 12, 10, 14, 10]

  /// Writes the line above the epochs'.
  func writeHeading() {
    write(
      ["strategy", "epoch", "loss", "accuracy"] + (hasTest ? ["test accuracy"] : [""]) + ["step"])
  }

  /// Writes an epoch's line at once, so that whoever waits can see it.
  func write(_ record: EpochRecord, by mix: LayerStrategies) {
    write([
      mix.label, "\(record.epoch)", Self.loss(record.loss), Units.percent(record.accuracy),
      record.testAccuracy.map { Units.percent($0) } ?? "", Units.time(record.step.median),
    ])
  }

  private func write(_ cells: [String]) {
    let padded = zip(cells, Self.widths).enumerated().map { index, cell in
      let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index == 0 ? cell.0 + space : space + cell.0
    }
    // Where it cannot be written, the results at the end will say so.
    try? Console.write(line: padded.joined(separator: "  "))
  }

  private static func loss(_ value: Double) -> String { String(format: "%.6g", value) }

  /// Adds what a training came to.
  mutating func add(_ result: TrainingResult, by mix: LayerStrategies) {
    results.append((mix, result))
  }

  /// A row for each strategy, and how far their losses lie apart.
  func summary(for terminal: Terminal) -> String {
    var table = TextTable([
      ("strategy", .left), ("last loss", .right), ("accuracy", .right),
      (hasTest ? "test accuracy" : "", .right), ("step", .right), ("± 95 %", .right),
      ("peak by formula", .right), ("by the allocator", .right), ("VmHWM", .right),
    ])
    for (mix, result) in results {
      guard let last = result.epochs.last else { continue }
      table.add([
        mix.label, Self.loss(last.loss), Units.percent(last.accuracy),
        last.testAccuracy.map { Units.percent($0) } ?? "", Units.time(result.step.median),
        result.step.relativeHalfWidth.map { Units.percent($0) } ?? "",
        Units.bytes(result.peakBytesFormula), Units.bytes(result.peakBytes),
        result.rssPeakBytes.map { Units.bytes($0) } ?? "",
      ])
    }
    let agreement =
      results.count > 1
      ? [
        terminal.wrapped(
          "The strategies' losses lie within \(String(format: "%.1e", largestDifference)) of each "
            + "other, relative to the first's, over all epochs.")
      ] : []
    return ([""] + [table.text(for: terminal)] + agreement).joined(separator: "\n")
  }

  /// The largest |loss − first strategy's loss| ÷ first strategy's loss of any epoch.
  private var largestDifference: Double {
    guard let first = results.first?.result.epochs else { return 0 }
    return results.flatMap { zip($0.result.epochs, first) }.map {
      abs($0.loss - $1.loss) / abs($1.loss)
    }.max() ?? 0
  }

  /// The same as an array of objects, one for each strategy.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return String(
        decoding: try encoder.encode(
          results.map { Row(strategies: $0.mix.names, result: $0.result) }),
        as: UTF8.self)
    }
  }

  private struct Row: Encodable {
    let strategies: [String]
    let result: TrainingResult
  }
}
