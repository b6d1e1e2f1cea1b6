import Analysis
import Sweeps

extension Document {
  /// The end of a sweep in short: per point φ's bytes, each strategy's step, and its ratio to the first
  /// strategy's; then what all points have in common, and what the layers of a model come to, if these
  /// are all points of the sweep.
  package init(endOfSweep results: [PointResult], areAll: Bool) {
    guard let names = results.first?.outcomes.map(\.strategy.name) else {
      self.init([.paragraph("no points")])
      return
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
    let counts: [Table.Column<PointResult>] =
      results.contains { $0.point.count > 1 }
      ? [.right("count") { Units.count($0.point.count) }] : []
    let table = Document.Block.table(
      Table(
        results, leading: points.shown.count,
        points.columns(\.point) + counts
          + [.right("φ") { Units.bytes($0.point.workload.phiBytes) }] + times + ratios))
    let models = areAll ? ModelSum.all(results.map(\.layer), strategyCount: names.count) : []
    self.init(
      [table, .paragraph("One step, medians with 95 % intervals, at " + points.common)]
        + ModelReport(models).blocks)
  }
}

extension PointResult {
  /// What was measured here, as a layer of a model.
  fileprivate var layer: ModelSum.Layer {
    let first = outcomes.first?.strategy.name
    return ModelSum.Layer(
      point,
      outcomes.compactMap { outcome in
        outcome.measurement.map {
          ModelSum.Step(
            outcome.strategy, point.workload, time: $0.times.times[.step],
            ratio: $0.ratioTo.name == first ? $0.times.ratioToFirst : nil)
        }
      })
  }
}
