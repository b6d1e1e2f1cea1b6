import Analysis
import Results
import Sweeps

extension Document {
  /// The end of a sweep in short: per point φ's bytes, each strategy's step, and its ratio to the first
  /// strategy's; then what all points have in common, and when keeping φ pays.
  ///
  /// - Parameters:
  ///   - results: the points that were measured now.
  ///   - dataset: all points that the sweep has.
  package init(endOfSweep results: [PointResult], of dataset: Dataset) {
    self.init(
      summary: AnswerReport(KeepingAnswer([dataset])).sentences.map { .paragraph($0) },
      Self.steps(of: results))
  }

  private static func steps(of results: [PointResult]) -> [Block] {
    guard let names = results.first?.outcomes.map(\.strategy.name) else {
      return [.paragraph("no points")]
    }
    let points = PointNames(results.map(\.point))
    let times: [Table.Column<PointResult>] = names.indices.map { index in
      .right(names[index]) {
        let outcome = $0.outcomes[index]
        return outcome.measurement?.times.times[.step].timeWords ?? outcome.status.rawValue
      }
    }
    let ratios: [Table.Column<PointResult>] = names.indices.dropFirst().map { index in
      .left("\(names[index]) ÷ \(names[0])") {
        // Only a ratio that was taken pair by pair with the first strategy.
        $0.outcomes[index].measurement.flatMap {
          $0.ratioTo.name == names[0] ? $0.times.ratioToFirst.words : nil
        } ?? ""
      }
    }
    return [
      .table(
        Table(
          results, leading: points.shown.count,
          points.columns(\.point)
            + [.right("φ") { Units.bytes($0.point.workload.phiBytes) }] + times + ratios)),
      .paragraph("One step, medians with 95 % intervals, at " + points.common),
    ]
  }
}
