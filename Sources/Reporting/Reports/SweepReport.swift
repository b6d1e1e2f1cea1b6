import Analysis
import Convolution
import Results

extension Document {
  /// The end of a sweep in short: per point φ's bytes, each strategy's step, and its ratio to the first
  /// strategy's in the same sessions; then what all points have in common, what the layers of a model come
  /// to, and when keeping φ pays.
  package init(endOfSweep dataset: Dataset) {
    self.init(
      summary: AnswerReport(KeepingAnswer([dataset])).sentences.map { .paragraph($0) },
      Self.steps(of: dataset) + ModelReport(ModelSum.all(dataset)).blocks)
  }

  private static func steps(of dataset: Dataset) -> [Block] {
    let places = dataset.places
    guard let first = places.first?.steps.first?.strategy else {
      return [.paragraph("no points")]
    }
    let points = PointNames(places.map(\.point))
    func step(_ strategy: Strategy, _ place: Dataset.Place) -> StepMeasurement? {
      place.steps.first { $0.strategy == strategy }
    }
    let times: [Table.Column<Dataset.Place>] = dataset.strategies.map { strategy in
      .right(strategy.name) { place in
        let step = step(strategy, place)
        return step?.time?.timeWords ?? step?.status.rawValue ?? ""
      }
    }
    let ratios: [Table.Column<Dataset.Place>] = dataset.strategies.filter { $0 != first }.map {
      strategy in
      .left("\(strategy.name) ÷ \(first.name)") { place in
        // Only a ratio that was taken in the same sessions.
        step(strategy, place).flatMap { $0.ratioTo == first ? $0.ratio?.words : nil } ?? ""
      }
    }
    let counts: [Table.Column<Dataset.Place>] =
      places.contains { $0.point.count > 1 }
      ? [.right("count") { Units.count($0.point.count) }] : []
    return [
      .table(
        Table(
          places, leading: points.shown.count,
          points.columns(\.point) + counts
            + [.right("φ") { Units.bytes($0.point.workload.phiBytes) }] + times + ratios)),
      .paragraph(
        "One step, medians with 95 % intervals over sessions, at " + points.common),
    ] + [dataset.varianceNote].compactMap(\.self).map { .paragraph($0, .warning) }
  }
}

extension Dataset {
  /// What a reader should know where sessions lie far apart, one sentence without a full stop.
  var varianceNote: String? {
    timesVary
      ? "sessions lie far apart: absolute times are of this hour; ratios and times in yardsticks compare"
      : nil
  }
}
