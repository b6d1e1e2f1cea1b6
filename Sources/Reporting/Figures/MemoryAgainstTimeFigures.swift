import Analysis
import Convolution

extension ReportedRun {
  /// Memory against time with the front of what nothing else beats in both: at the point where φ
  /// is largest, and over all points as multiples of the reference.
  var memoryAgainstTimeFigures: [Figure] {
    [largestPointFigure].compactMap(\.self) + tradeFigures
  }

  private var largestPointFigure: Figure? {
    let complete = places.map { place in
      (point: place.point, steps: place.steps.filter { $0.time != nil && $0.bytes?.peak != nil })
    }.filter { $0.steps.count > 1 }
    guard
      let (point, steps) = complete.max(by: {
        $0.point.workload.phiBytes < $1.point.workload.phiBytes
      })
    else { return nil }
    let times = steps.compactMap(\.time)
    let peaks = steps.compactMap(\.bytes?.peak).map(Double.init)
    let timeUnit = Units.Scale.time.unit(fitting: times.map(\.median))
    let byteUnit = Units.Scale.bytes.unit(fitting: peaks)
    let points = zip(peaks, times).map { peak, time in
      let time = time.mapped { $0 / timeUnit.size }
      return PlotPoint(peak / byteUnit.size, time.median, yInterval: time.interval)
    }
    let front = ParetoFront.of(points)
    var plot = Plot(
      x: .logarithmic("peak memory (\(byteUnit.symbol))", fitting: points.map(\.x)),
      y: .logarithmic("time of a step (\(timeUnit.symbol))", fitting: points.map(\.y)))
    let line = ParetoFront.line(front, x: plot.x.range, y: plot.y.range)
    plot.series =
      [PlotSeries("Pareto front", .guide, .front, line)]
      + zip(steps, points).map { step, point in
        PlotSeries(step.strategy.name, look(step.strategy), .points, [point])
      }
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
        + "beaten in both by nothing. At \(PointNames.brief(point)).", plot: plot, data: table)
  }

  /// One figure for each scope and its conditions, of what ``Trade`` says of them.
  private var tradeFigures: [Figure] {
    let report = TradeReport(trades.map { (nil, $0) })
    return trades.grouped { report.place($0) }.enumerated().compactMap { index, group in
      tradeFigure(
        group.elements.filter { $0.peakRatio != nil }, group.key,
        id: "memory-and-time" + (index == 0 ? "" : "-\(index + 1)"))
    }
  }

  private func tradeFigure(_ trades: [Trade], _ place: String, id: String) -> Figure? {
    guard let keeper = trades.first?.keeper, trades.contains(where: { $0.points.count > 1 }) else {
      return nil
    }
    typealias Mean = (strategy: Strategy, point: PlotPoint, count: Int)
    let means: [Mean] =
      [(keeper, PlotPoint(1, 1), trades.map(\.points.count).max() ?? 0)]
      + trades.map { ($0.other, PlotPoint($0.peakRatio ?? 1, $0.ratio.median), $0.points.count) }
    let series = trades.map { trade in
      PlotSeries(
        trade.other.name, look(trade.other), .points,
        trade.points.compactMap { point in
          point.peakRatio.map { PlotPoint($0, point.ratio.median) }
        }.thinned(to: Self.mostPoints))
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
      id: figureID(id), title: "Memory against time, \(place)",
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
}
