import Results

/// The tables of one run beside its figures.
extension ReportedRun {
  var threadBlocks: [Document.Block] {
    guard !speedups.isEmpty else { return [] }
    let table = Table(
      speedups, leading: 2,
      [
        .left("strategy") { $0.strategy.name },
        .left("threads") { "\($0.fewerThreads) → \($0.conditions.threads)" },
        .right("points") { Units.count($0.entries.count) },
        .right("times as fast") { Units.number($0.mean) },
      ]
        + ends(\.entries, \.factor) { [names] in
          "\(Units.number($0.factor)) (\(names.name($0.point)))"
        } + Distinctions(speedups.map(\.conditions.named)).columns(\.conditions.named))
    return [
      .details("What more threads are worth (geometric means)", [.table(table)])
    ]
  }

  var peerBlocks: [Document.Block] {
    guard !peerComparisons.isEmpty else { return [] }
    let table = Table(
      peerComparisons,
      [
        .left("program") { $0.program.name },
        .right("points") { Units.count($0.entries.count) },
        .right("time ÷ ours") { Units.number($0.mean) },
      ]
        + ends(\.entries, \.ratio) { [names] in
          "\(Units.number($0.ratio)) × \($0.ours)'s (\(names.name($0.point)))"
        } + Distinctions(peerComparisons.map(\.conditions.named)).columns(\.conditions.named))
    return [
      .paragraph(
        "Other programs beside phibench's fastest strategy at each point, geometric means:"),
      .table(table),
    ]
  }

  /// The columns of a row's least and greatest entry.
  private func ends<Row, Entry>(
    _ entries: @escaping (Row) -> [Entry], _ value: @escaping (Entry) -> Double,
    _ words: @escaping (Entry) -> String
  ) -> [Table.Column<Row>] {
    [
      .left("least") { entries($0).min { value($0) < value($1) }.map(words) ?? "" },
      .left("most") { entries($0).max { value($0) < value($1) }.map(words) ?? "" },
    ]
  }

  var gapBlocks: [Document.Block] {
    let missing = dataset.steps.filter { $0.status != .ok }
    guard let first = missing.first else { return [] }
    let skipped = missing.count { $0.status == .skipped }
    let counts = [(skipped, "skipped"), (missing.count - skipped, "failed")]
      .filter { $0.0 > 0 }.map { "\(Units.count($0.0)) \($0.1)" }.joined(separator: ", ")
    let reason = first.message.map { "; the first (\(first.row)) because: \($0)" } ?? ""
    return [.paragraph("Not measured: \(counts)\(reason).", .note)]
  }

  /// What the layers of a model come to.
  var modelBlocks: [Document.Block] {
    models.isEmpty
      ? [] : ModelReport(models).blocks + [.paragraph(ModelReport.legend, .faint)]
  }

  /// What the yardsticks explain of how steps scatter between sessions.
  var scatterBlocks: [Document.Block] {
    let steps = scatter.filter { $0.operation == .step }
    guard !steps.isEmpty else { return [] }
    return [
      .details(
        "How far sessions lie apart, and how much of that is the machine",
        [
          .table(
            Table(
              steps,
              [
                .left("strategy") { $0.strategy.name },
                .right("sessions") { Units.count($0.sessions) },
                .right("scatter") { "± \(Units.percent($0.scatter))" },
                .right("by the machine") { Units.percent($0.explained, decimals: 0) },
                .right("follows the product") { Units.number($0.byProduct) },
                .right("follows the copy") { Units.number($0.byCopy) },
              ])),
          .paragraph(
            "Scatter: the standard deviation of a step's time from session to session at the same point. By the "
              + "machine: the part of the variance that the two yardsticks of the same sessions explain; 1 "
              + "would be a step that becomes slower as the yardstick does. What is left is the code, or a "
              + "machine that the yardsticks do not see.", .faint),
        ])
    ]
  }

  /// How many points have nothing to keep.
  var identityBlocks: [Document.Block] {
    let count = places.count { $0.point.workload.geometry.phiIsInput }
    guard count > 0 else { return [] }
    return [
      .paragraph(
        "At \(Units.count(count)) of \(Units.count(places.count, "point")) φ(pad(Z)) is Z itself (h 1, "
          + "stride 1, no padding): there is nothing to keep.", .faint)
    ]
  }
}
