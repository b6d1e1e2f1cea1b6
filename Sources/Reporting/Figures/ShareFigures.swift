import Convolution

extension ReportedSweep {
  /// Each operation's part of a step's FLOPs beside its part of the step's time, for each of
  /// phibench's strategies.
  var shareFigures: [Figure] {
    ownStrategies.compactMap { strategy in
      OperationShares(of: strategy, in: self).flatMap { figure($0, strategy) }
    }
  }

  private func figure(_ shares: OperationShares, _ strategy: Strategy) -> Figure? {
    guard !shares.entries.isEmpty else { return nil }
    let entries = shares.entries
    func bars(_ offset: Double, _ value: (OperationShares.Entry) -> Double) -> [PlotPoint] {
      entries.enumerated().map { PlotPoint(100 * value($1), Double($0) + offset) }
    }
    let largest = entries.map { max($0.flops, $0.time) }.max() ?? 1
    let end = min(100, (100 * largest / 10).rounded(.up) * 10)
    var plot = Plot(
      x: .linear(
        "part of a step (%)", 0...max(end, 10),
        ticks: stride(from: 0, through: max(end, 10), by: end > 50 ? 20 : 10).map {
          ($0, "\(Int($0))")
        }), y: .list("", entries.map(\.operation.name), isReversed: true))
    plot.size = (440, 110 + 26 * entries.count)
    plot.series = [
      PlotSeries("FLOPs", Look(3), .bars(halfHeight: 0.18), bars(-0.2) { $0.flops }),
      PlotSeries("time", Look(0), .bars(halfHeight: 0.18), bars(0.2) { $0.time }),
    ]
    func row(_ name: String, _ flops: Double, _ time: Double) -> [String] {
      [name, Units.percent(flops), Units.percent(time)]
    }
    let table = Table(
      entries.map { row($0.operation.name, $0.flops, $0.time) }
        + [row("products together", shares.productFlops, shares.productTime)],
      ("operation", .left), ("FLOPs", .right), ("time", .right))
    return Figure(
      id: figureID("shares", strategy.name), title: "\(strategy): FLOPs beside time",
      caption:
        "The matrix products execute \(Units.percent(shares.productFlops)) of the FLOPs and take "
        + "\(Units.percent(shares.productTime)) of the time. An operation whose bar of time is the longer "
        + "is slower per FLOP than the step as a whole; one without FLOPs moves data only. Parts of the "
        + "sums over \(shares.count) points.",
      plot: plot, data: table)
  }
}
