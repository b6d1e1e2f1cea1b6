import Convolution

extension ReportedSweep {
  /// Memory against time with the front of what nothing else beats in both: at the point where φ
  /// is largest, and over all points as multiples of the reference.
  var memoryAgainstTimeFigures: [Figure] {
    [largestPointFigure, allPointsFigure].compactMap(\.self)
  }

  private var largestPointFigure: Figure? {
    let complete = places.filter { place in
      place.steps.count { $0.time != nil && $0.peakBytes != nil } > 1
    }
    guard
      let place = complete.max(by: { $0.point.workload.phiBytes < $1.point.workload.phiBytes })
    else { return nil }
    let steps = place.steps.filter { $0.time != nil && $0.peakBytes != nil }
    let times = steps.compactMap(\.time?.median)
    let peaks = steps.compactMap(\.peakBytes).map(Double.init)
    let (timeUnit, byteUnit) = (AxisUnit.time(times), AxisUnit.bytes(peaks))
    let series = steps.compactMap { step -> PlotSeries? in
      guard let time = step.time, let peak = step.peakBytes else { return nil }
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
        .right("peak memory") { $0.0.peakBytes.map(Units.bytes) ?? "" },
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

  private var allPointsFigure: Figure? {
    let expanding = expanding
    guard expanding.count > 1, let reference else { return nil }
    var series: [PlotSeries] = []
    var means: [(strategy: Strategy, point: PlotPoint, count: Int)] = []
    for strategy in ownStrategies {
      let points = expanding.compactMap { place -> PlotPoint? in
        guard let ratio = place.ratio(of: strategy, to: reference),
          let peak = place.measured(strategy)?.peakBytes,
          let whole = place.measured(reference)?.peakBytes, peak > 0, whole > 0
        else { return nil }
        return PlotPoint(
          Double(peak) / Double(whole), strategy == reference ? 1 : ratio.median)
      }
      guard let x = points.map(\.x).geometricMean, let y = points.map(\.y).geometricMean else {
        continue
      }
      means.append((strategy, PlotPoint(x, y), points.count))
      let shown = strategy == reference ? [PlotPoint(1, 1)] : Self.thinned(points)
      series.append(
        PlotSeries(strategy.name, Look(of: strategy, among: strategies), .points, shown))
    }
    guard means.count > 1 else { return nil }
    let all = series.flatMap(\.points) + means.map(\.point)
    let front = ParetoFront.of(means.map(\.point))
    var plot = Plot(
      x: .logarithmic("peak memory ÷ \(reference)'s", fitting: all.map(\.x)),
      y: .logarithmic("time ÷ \(reference)'s", fitting: all.map(\.y)))
    let marks = means.map { mean in
      PlotSeries(nil, Look(of: mean.strategy, among: strategies), .largePoints, [mean.point])
    }
    let line = ParetoFront.line(front, x: plot.x.range, y: plot.y.range)
    plot.series = series + [PlotSeries("front of the means", .guide, .front, line)] + marks
    let table = Table(
      means,
      [
        .left("strategy") { $0.strategy.name },
        .right("points") { "\($0.count)" },
        .right("peak memory, mean") { Units.number($0.point.x) + " ×" },
        .right("time, mean") { Units.number($0.point.y) + " ×" },
        .left("on the front") { front.contains($0.point) ? "yes" : "no" },
      ])
    let largest = series.map(\.points.count).max() ?? 0
    let thinned = means.contains { $0.count > Self.mostPoints }
    return Figure(
      id: figureID("memory-and-time"), title: "Memory against time over all points",
      caption:
        "Each mark is a point of the sweep: left of 1 it needs less memory than \(reference), below "
        + "1 less time. Large marks are the geometric means, which the front joins."
        + (expanding.count < places.count
          ? " Points where φ(pad(Z)) is Z itself, so that nothing is kept, do not count." : "")
        + (thinned ? " Of more points every so many is drawn, \(largest) in all." : ""),
      plot: plot, data: table)
  }

  /// The most marks of a series; more would only be a blot.
  static let mostPoints = 2_000

  /// Every so many points, so that they are no more than a figure takes.
  static func thinned(_ points: [PlotPoint]) -> [PlotPoint] {
    let step = (points.count + mostPoints - 1) / mostPoints
    return step <= 1 ? points : stride(from: 0, to: points.count, by: step).map { points[$0] }
  }
}
