import Analysis

extension ReportedRun {
  /// Each operation's part of a step's FLOPs beside its part of the step's time, for each of phibench's
  /// strategies, under the conditions with most points.
  var shareFigures: [Figure] {
    let timed = shares.filter { $0.timedPoints > 0 }
    let at = Distinctions(timed.map(\.conditions.named))
    return ownStrategies.compactMap { strategy in
      timed.filter { $0.strategy == strategy }.max { $0.timedPoints < $1.timedPoints }
        .map { figure($0, at.words($0.conditions.named)) }
    }
  }

  private func figure(_ shares: OperationShares, _ conditions: String) -> Figure {
    let operations = shares.operations
    func bars(_ offset: Double, _ value: (OperationShare) -> Double) -> [PlotPoint] {
      operations.enumerated().map { PlotPoint(100 * value($1), Double($0) + offset) }
    }
    let largest = operations.map { max($0.flops, $0.time) }.max() ?? 1
    let end = max(min(100, (100 * largest / 10).rounded(.up) * 10), 10)
    var plot = Plot(
      x: PlotAxis(
        label: "part of a step (%)",
        ticks: stride(from: 0, through: end, by: end > 50 ? 20 : 10).map { ($0, "\(Int($0))") },
        range: 0...end),
      y: .list("", operations.map(\.operation.name), isReversed: true))
    plot.size = (440, 110 + 26 * operations.count)
    plot.series = [
      PlotSeries("FLOPs", Look(3), .bars(halfHeight: 0.18), bars(-0.2) { $0.flops }),
      PlotSeries("time", Look(0), .bars(halfHeight: 0.18), bars(0.2) { $0.time }),
    ]
    let (flops, time) = (shares.productFlopShare, shares.productTimeShare?.median ?? 0)
    let rows =
      operations.map { ($0.operation.name, $0.flops, $0.time) }
      + [("products together", flops, time)]
    return Figure(
      id: figureID("shares", shares.strategy.name),
      title: "\(shares.strategy): FLOPs beside time",
      caption:
        "The matrix products execute \(Units.percent(flops)) of the FLOPs and take "
        + "\(Units.percent(time)) of the time\(conditions.isEmpty ? "" : " (\(conditions))"). An operation "
        + "whose bar of time is the longer is slower per FLOP than the step as a whole; one without "
        + "FLOPs moves data only. Parts of the sums over \(Units.count(shares.timedPoints, "point")).",
      plot: plot,
      data: Table(
        rows.map { [$0, Units.percent($1), Units.percent($2)] },
        ("operation", .left), ("FLOPs", .right), ("time", .right)))
  }
}
