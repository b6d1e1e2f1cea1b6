import Analysis

/// What the layers of a model come to together, for the end of a sweep and for the report: a step by
/// each strategy, and its bytes of φ and scratch.
struct ModelReport {
  private let sums: [ModelSum]
  private let conditions: Distinctions

  init(_ sums: [ModelSum]) {
    self.sums = sums
    conditions = Distinctions(sums.map(\.named))
  }

  var blocks: [Document.Block] {
    guard let first = sums.first else { return [] }
    typealias Row = (sum: ModelSum, entry: ModelSum.Entry)
    let rows = sums.flatMap { sum in sum.entries.map { (sum, $0) as Row } }
    let reference = first.entries[0].strategy
    let table = Table(
      rows,
      conditions.columns(\.sum.named) + [
        .left("strategy") { $0.entry.strategy.name },
        .right("a step") { $0.entry.time.timeWords },
        .left("÷ \(reference)") { $0.entry.ratio?.words ?? "" },
        .right("all φ at once") { Units.bytes($0.entry.keptPhiBytes) },
        .right("largest workspace") { Units.bytes($0.entry.largestWorkspaceBytes) },
      ])
    return sums.map { .paragraph(sentence($0)) } + [.table(table)]
  }

  /// What a sum is of, and which layers matter most.
  private func sentence(_ sum: ModelSum) -> String {
    let place = conditions.words(sum.named)
    let heaviest = sum.heaviest(0.5)
    let layers = heaviest.map { share in
      share.point.layer + (share.point.count > 1 ? " × \(Units.count(share.point.count))" : "")
        + " (\(Units.percent(share.part, decimals: 0)))"
    }
    return (place.isEmpty ? "" : "\(place): ")
      + "All \(Units.count(sum.convolutions, "convolution")) together, in "
      + "\(Units.count(sum.shares.count, "layer"))"
      + (sum.missing.isEmpty
        ? "" : ", without \(Units.count(sum.missing.count)) that not every strategy has a time of")
      + ". At least half of \(sum.entries[0].strategy)'s step is in \(Units.count(heaviest.count)): "
      + layers.joined(separator: ", ") + "."
  }

  static let legend =
    "All φ at once: what keeping φ in each of the layers from the forward to the backward pass takes. "
    + "The largest workspace: scratch, of which a model needs the largest layer's alone."
}
