import Convolution
import Foundation

extension ReportedRun {
  /// Time, its multiple of the reference's, and peak memory against each parameter that was swept.
  var axisFigures: [Figure] {
    SweptAxis.all(of: self).flatMap { axis in
      [timeFigure(axis), ratioFigure(axis), memoryFigure(axis)].compactMap(\.self)
    }
  }

  private func timeFigure(_ axis: SweptAxis) -> Figure? {
    let times = axis.places.flatMap(\.place.steps).compactMap(\.time)
    guard !times.isEmpty else { return nil }
    let unit = AxisUnit.time(times.map(\.median))
    var series = strategies.compactMap { strategy in
      axisSeries(axis, strategy) { place in
        place.measured(strategy)?.time.map { ($0.median / unit.size, $0.interval(per: unit.size)) }
      }
    }
    let guide = series.first.flatMap { slope(axis, through: $0.points) }
    if let guide { series.append(guide) }
    let plot = axisPlot(axis, "time of a step (\(unit.symbol))", series)
    let symbol = axis.parameter.rawValue
    return Figure(
      id: figureID("time", symbol), title: "Time against \(symbol)",
      caption: timeCaption(axis, hasGuide: guide != nil), plot: plot,
      data: axisTable(axis, strategies, "time") { $0.measured($1)?.time?.timeWords })
  }

  /// Over decades of time the strategies' lines nearly coincide; their ratios do not.
  private func ratioFigure(_ axis: SweptAxis) -> Figure? {
    guard let reference else { return nil }
    let others = strategies.filter { $0 != reference }
    let series = others.compactMap { strategy in
      axisSeries(axis, strategy) { place in
        place.ratio(of: strategy, to: reference).map { ($0.median, $0.interval(per: 1)) }
      }
    }
    guard !series.isEmpty else { return nil }
    let values = axis.places.map { Double($0.value) }
    let one = PlotSeries(reference.name, .guide, .guide, values.map { PlotPoint($0, 1) })
    let symbol = axis.parameter.rawValue
    return Figure(
      id: figureID("ratio", symbol),
      title: "Time as a multiple of \(reference)'s, against \(symbol)",
      caption: ratioCaption(axis, reference),
      plot: axisPlot(axis, "time ÷ \(reference)'s", series + [one]),
      data: axisTable(axis, others, "÷ \(reference)") {
        $0.ratio(of: $1, to: reference)?.words
      })
  }

  private func memoryFigure(_ axis: SweptAxis) -> Figure? {
    let peaks = axis.places.flatMap(\.place.steps).compactMap(\.bytes?.peak)
    guard !peaks.isEmpty else { return nil }
    let phi = axis.places.map { (Double($0.value), Double($0.place.point.workload.phiBytes)) }
    let unit = AxisUnit.bytes(peaks.map(Double.init))
    var series = strategies.compactMap { strategy in
      axisSeries(axis, strategy) { place in
        place.measured(strategy)?.bytes?.peak.map { (Double($0) / unit.size, nil) }
      }
    }
    let formula = phi.filter { $0.1 > 0 }.map { PlotPoint($0.0, $0.1 / unit.size) }
    series.append(PlotSeries("φ by formula", .guide, .guide, formula))
    let plot = axisPlot(axis, "peak memory (\(unit.symbol))", series)
    let symbol = axis.parameter.rawValue
    return Figure(
      id: figureID("memory", symbol), title: "Peak memory against \(symbol)",
      caption: memoryCaption(axis), plot: plot,
      data: axisTable(axis, strategies, "peak") { place, strategy in
        // Counted also where no time could be taken.
        place.steps.first { $0.strategy == strategy }?.bytes?.peak.map(Units.bytes)
      })
  }

  // MARK: - Parts

  private func axisPlot(_ axis: SweptAxis, _ label: String, _ series: [PlotSeries]) -> Plot {
    let values = axis.places.map { Double($0.value) }
    let ends = series.flatMap(\.points).flatMap { point in
      [point.y, point.yInterval?.lowerBound, point.yInterval?.upperBound].compactMap(\.self)
    }
    let title = "\(axis.parameter.rawValue), \(axis.parameter.meaning)"
    var plot = Plot(
      x: axis.hasZero
        ? .linear(title, marked: values) : .logarithmic(title, fitting: values, marked: values),
      y: .logarithmic(label, fitting: ends))
    plot.series = series
    return plot
  }

  private func axisSeries(
    _ axis: SweptAxis, _ strategy: Strategy,
    _ value: (Place) -> (Double, ClosedRange<Double>?)?
  ) -> PlotSeries? {
    let points = axis.places.compactMap { entry -> PlotPoint? in
      guard let (y, interval) = value(entry.place), y > 0 else { return nil }
      return PlotPoint(Double(entry.value), y, yInterval: interval)
    }
    guard !points.isEmpty else { return nil }
    return PlotSeries(strategy.name, Look(of: strategy, among: strategies), .line, points)
  }

  /// A line of the slide's exponent through a series' last point.
  private func slope(_ axis: SweptAxis, through points: [PlotPoint]) -> PlotSeries? {
    guard let exponent = axis.productExponent, points.count > 1, let last = points.last else {
      return nil
    }
    let line = points.map { point in
      PlotPoint(point.x, last.y * pow(point.x / last.x, Double(exponent)))
    }
    return PlotSeries(Self.growth(axis), .guide, .guide, line)
  }

  private static func growth(_ axis: SweptAxis) -> String {
    "slide: ∝ \(axis.parameter.rawValue)\(axis.productExponent == 2 ? "²" : "")"
  }

  private func timeCaption(_ axis: SweptAxis, hasGuide: Bool) -> String {
    ([
      "Medians of a step, forward and backward, with 95 % intervals"
        + (hasGuide
          ? "; the dotted line grows as the slide's formula does: a flatter curve means that fixed "
            + "costs still weigh, a steeper one that something else grows."
          : ".")
    ] + common(axis))
    .joined(separator: " ")
  }

  private func ratioCaption(_ axis: SweptAxis, _ reference: Strategy) -> String {
    var sentences: [String] = []
    if let first = axis.places.first, let last = axis.places.last {
      for strategy in ownStrategies where strategy != reference {
        guard let low = first.place.ratio(of: strategy, to: reference),
          let high = last.place.ratio(of: strategy, to: reference)
        else { continue }
        sentences.append(
          "\(strategy) takes \(Units.number(low.median)) × \(reference)'s time at "
            + "\(axis.parameter.rawValue) = \(first.value) and \(Units.number(high.median)) × at "
            + "\(last.value).")
      }
    }
    sentences.append(
      "Below the dotted line a strategy is faster than \(reference); bars are 95 % intervals, of "
        + "pairs taken in turns if the file has them.")
    return (sentences + common(axis)).joined(separator: " ")
  }

  private func memoryCaption(_ axis: SweptAxis) -> String {
    ([
      "Bytes live at once beyond the step's inputs, exactly counted; the dotted line is the size "
        + "of φ(pad(Z)) by its formula: what keeping it costs."
    ] + common(axis))
    .joined(separator: " ")
  }

  private func common(_ axis: SweptAxis) -> [String] {
    [
      axis.common.isEmpty ? nil : "At \(axis.common).",
      axis.count > axis.places.count
        ? "Of \(axis.count) values \(axis.places.count) are shown, evenly spread." : nil,
      axis.others == 0
        ? nil
        : "The file has \(axis.others) more such \(axis.others == 1 ? "series" : "series, each") "
          + "at other sizes; shown is the one with the most values, and of several the one with the "
          + "largest φ.",
    ].compactMap(\.self)
  }

  private func axisTable(
    _ axis: SweptAxis, _ strategies: [Strategy], _ what: String,
    _ value: @escaping (Place, Strategy) -> String?
  ) -> Table {
    let cells: [Table.Column<(value: Int, place: Place)>] = strategies.map { strategy in
      .right("\(strategy) \(what)") { _, place in
        value(place, strategy)
          ?? place.steps.first { $0.strategy == strategy && $0.status != .ok }?.status.rawValue
          ?? ""
      }
    }
    return Table(
      axis.places.prefix(Self.mostRows),
      [.right(axis.parameter.rawValue) { "\($0.value)" }] + cells
        + [.right("φ") { Units.bytes($0.place.point.workload.phiBytes) }])
  }

  /// The most rows that a table of a figure's data has.
  static let mostRows = 200
}
