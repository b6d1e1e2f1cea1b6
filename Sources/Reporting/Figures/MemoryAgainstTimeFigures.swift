import Analysis
import Convolution

extension ReportedRun {
  /// Memory against time with the front of what nothing else beats in both: at the point where φ
  /// is largest, and over all points as multiples of the reference.
  var memoryAgainstTimeFigures: [Figure] {
    [largestPointFigure].compactMap(\.self) + tradeFigures
  }

  private var largestPointFigure: Figure? {
    let complete = places.filter { place in
      place.steps.count { $0.time != nil && $0.bytes?.peak != nil } > 1
    }
    guard
      let place = complete.max(by: { $0.point.workload.phiBytes < $1.point.workload.phiBytes })
    else { return nil }
    let steps = place.steps.filter { $0.time != nil && $0.bytes?.peak != nil }
    let times = steps.compactMap(\.time?.median)
    let peaks = steps.compactMap(\.bytes?.peak).map(Double.init)
    let (timeUnit, byteUnit) = (AxisUnit.time(times), AxisUnit.bytes(peaks))
    let series = steps.compactMap { step -> PlotSeries? in
      guard let time = step.time, let peak = step.bytes?.peak else { return nil }
      return PlotSeries(
        step.strategy.name, Look(of: step.strategy, among: strategies), .points,
        [
          PlotPoint(
            Double(peak) / byteUnit.size, time.median / timeUnit.size,
            yInterval: time.interval(per: timeUnit.size))
        ])
    }
    let points = series.flatMap(\.points)
    let front = ParetoFront.of(points)
    var plot = Plot(
      x: .logarithmic("peak memory (\(byteUnit.symbol))", fitting: points.map(\.x)),
      y: .logarithmic("time of a step (\(timeUnit.symbol))", fitting: points.map(\.y)))
    let line = ParetoFront.line(front, x: plot.x.range, y: plot.y.range)
    plot.series = [PlotSeries("Pareto front", .guide, .front, line)] + series
    let table = Table(
      zip(steps, points),
      [
        .left("strategy") { $0.0.strategy.name },
        .right("peak memory") { $0.0.bytes?.peak.map(Units.bytes) ?? "" },
        .right("time") { $0.0.time?.timeWords ?? "" },
        .left("on the front") { front.contains($0.1) ? "yes" : "no" },
      ])
    let best = zip(steps, points).filter { front.contains($0.1) }.map(\.0.strategy.name)
    return Figure(
      id: figureID("pareto"), title: "Memory against time where φ is largest",
      caption:
        "Down and left is better; what lies on the front (\(best.joined(separator: ", "))) is "
        + "beaten in both by nothing. At \(PointNames.brief(place.point)).", plot: plot, data: table
    )
  }

  /// One figure for each scope and its conditions, of what ``Trade`` says of them.
  private var tradeFigures: [Figure] {
    let report = TradeReport(trades.map { (nil, $0) })
    let groups = trades.map { report.place($0) }.distinct
    return groups.enumerated().compactMap { index, place in
      let trades = trades.filter { report.place($0) == place && $0.peakRatio != nil }
      return tradeFigure(
        trades, place, id: ["memory-and-time"] + (index == 0 ? [] : ["\(index + 1)"]))
    }
  }

  private func tradeFigure(_ trades: [Trade], _ place: String, id: [String]) -> Figure? {
    guard let keeper = trades.first?.keeper, trades.contains(where: { $0.points.count > 1 }) else {
      return nil
    }
    func look(_ strategy: Strategy) -> Look { Look(of: strategy, among: strategies) }
    typealias Mean = (strategy: Strategy, point: PlotPoint, count: Int)
    let means: [Mean] =
      [(keeper, PlotPoint(1, 1), trades.map(\.points.count).max() ?? 0)]
      + trades.map { ($0.other, PlotPoint($0.peakRatio ?? 1, $0.ratio.median), $0.points.count) }
    let series = trades.map { trade in
      PlotSeries(
        trade.other.name, look(trade.other), .points,
        Self.thinned(
          trade.points.compactMap { point in
            point.peakRatio.map { PlotPoint($0, point.ratio.median) }
          }))
    }
    let all = series.flatMap(\.points) + means.map(\.point)
    let front = ParetoFront.of(means.map(\.point))
    var plot = Plot(
      x: .logarithmic("peak memory ÷ \(keeper)'s", fitting: all.map(\.x)),
      y: .logarithmic("time ÷ \(keeper)'s", fitting: all.map(\.y)))
    let marks = means.map { PlotSeries(nil, look($0.strategy), .largePoints, [$0.point]) }
    let line = ParetoFront.line(front, x: plot.x.range, y: plot.y.range)
    plot.series =
      [PlotSeries(keeper.name, look(keeper), .points, [PlotPoint(1, 1)])] + series
      + [PlotSeries("front of the means", .guide, .front, line)] + marks
    let most = series.map(\.points.count).max() ?? 0
    return Figure(
      id: figureID(id.joined(separator: "-")), title: "Memory against time, \(place)",
      caption:
        "Each mark is a point of the sweep: left of 1 it needs less memory than \(keeper), below 1 less "
        + "time. Large marks are the geometric means, which the front joins."
        + (means.contains { $0.count > Self.mostPoints }
          ? " Of more points every so many is drawn, \(most) in all." : ""),
      plot: plot,
      data: Table(
        means,
        [
          .left("strategy") { $0.strategy.name }, .right("points") { "\($0.count)" },
          .right("peak memory, mean") { Units.number($0.point.x) + " ×" },
          .right("time, mean") { Units.number($0.point.y) + " ×" },
          .left("on the front") { front.contains($0.point) ? "yes" : "no" },
        ]))
  }

  /// The most marks of a series; more would only be a blot.
  static let mostPoints = 2_000

  /// Every so many points, so that they are no more than a figure takes.
  static func thinned(_ points: [PlotPoint]) -> [PlotPoint] {
    let step = (points.count + mostPoints - 1) / mostPoints
    return step <= 1 ? points : stride(from: 0, to: points.count, by: step).map { points[$0] }
  }
}
