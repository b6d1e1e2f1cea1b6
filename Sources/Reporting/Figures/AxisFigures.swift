import Convolution
import Foundation
import Measurement

extension ReportedRun {
  /// Time, its multiple of the reference's, and peak memory against each parameter that was swept.
  var axisFigures: [Figure] {
    SweptAxis.all(of: self).flatMap { axis in
      [timeFigure(axis), ratioFigure(axis), memoryFigure(axis)].compactMap(\.self)
    }
  }

  private func timeFigure(_ axis: SweptAxis) -> Figure? {
    let times = axis.places.flatMap(\.place.steps).compactMap(\.time?.median)
    guard !times.isEmpty else { return nil }
    let unit = Units.Scale.time.unit(fitting: times)
    let series = lines(along: axis, strategies) { place, strategy in
      place.measured(strategy)?.time?.mapped { $0 / unit.size }
    }
    let guide = series.first.flatMap { slope(axis, through: $0.points) }
    return figure(
      "time", along: axis, title: "Time against \(axis.symbol)",
      label: "time of a step (\(unit.symbol))",
      caption: [
        "Medians of a step, forward and backward, with 95 % intervals"
          + (guide == nil
            ? "."
            : "; the dotted line grows as the slide's formula does: a flatter curve means that "
              + "fixed costs still weigh, a steeper one that something else grows.")
      ],
      series: series + [guide].compactMap(\.self),
      data: table(axis, strategies, "time") { $0.measured($1)?.time?.timeWords })
  }

  /// Over decades of time the strategies' lines nearly coincide; their ratios do not.
  private func ratioFigure(_ axis: SweptAxis) -> Figure? {
    guard let reference else { return nil }
    let others = strategies.filter { $0 != reference }
    let series = lines(along: axis, others) { $0.ratio(of: $1, to: reference) }
    guard !series.isEmpty else { return nil }
    let one = PlotSeries(reference.name, .guide, .guide, axis.values.map { PlotPoint($0, 1) })
    return figure(
      "ratio", along: axis, title: "Time as a multiple of \(reference)'s, against \(axis.symbol)",
      label: "time ÷ \(reference)'s",
      caption: ratios(along: axis, to: reference) + [
        "Below the dotted line a strategy is faster than \(reference); bars are 95 % intervals, of "
          + "pairs taken in turns if the file has them."
      ],
      series: series + [one],
      data: table(axis, others, "÷ \(reference)") { $0.ratio(of: $1, to: reference)?.words })
  }

  private func memoryFigure(_ axis: SweptAxis) -> Figure? {
    let peaks = axis.places.flatMap(\.place.steps).compactMap(\.bytes?.peak)
    guard !peaks.isEmpty else { return nil }
    let unit = Units.Scale.bytes.unit(fitting: peaks.map(Double.init))
    let series = lines(along: axis, strategies) { place, strategy in
      place.measured(strategy)?.bytes?.peak.map { Estimate(median: Double($0) / unit.size) }
    }
    let formula = axis.places.map { value, place in
      PlotPoint(Double(value), Double(place.point.workload.phiBytes) / unit.size)
    }.filter { $0.y > 0 }
    return figure(
      "memory", along: axis, title: "Peak memory against \(axis.symbol)",
      label: "peak memory (\(unit.symbol))",
      caption: [
        "Bytes live at once beyond the step's inputs, exactly counted; the dotted line is the size "
          + "of φ(pad(Z)) by its formula: what keeping it costs."
      ],
      series: series + [PlotSeries("φ by formula", .guide, .guide, formula)],
      data: table(axis, strategies, "peak") { place, strategy in
        // Counted also where no time could be taken.
        place.steps.first { $0.strategy == strategy }?.bytes?.peak.map(Units.bytes)
      })
  }

  // MARK: - Parts

  private func figure(
    _ kind: String, along axis: SweptAxis, title: String, label: String, caption: [String],
    series: [PlotSeries], data: Table
  ) -> Figure {
    let across = "\(axis.symbol), \(axis.parameter.meaning)"
    // 0 has no place on a logarithmic axis.
    let x: PlotAxis =
      axis.values.contains(0)
      ? .linear(across, marked: axis.values)
      : .logarithmic(across, fitting: axis.values, marked: axis.values)
    let ends = series.flatMap(\.points).flatMap(\.ys)
    return Figure(
      id: figureID(kind, axis.symbol), title: title,
      caption: (caption + common(axis)).joined(separator: " "),
      plot: Plot(x: x, y: .logarithmic(label, fitting: ends), series: series), data: data)
  }

  private func lines(
    along axis: SweptAxis, _ strategies: [Strategy], _ value: (Place, Strategy) -> Estimate?
  ) -> [PlotSeries] {
    strategies.compactMap { strategy in
      let points = axis.places.compactMap { x, place -> PlotPoint? in
        guard let y = value(place, strategy), y.median > 0 else { return nil }
        return PlotPoint(Double(x), y.median, yInterval: y.interval)
      }
      return points.isEmpty ? nil : PlotSeries(strategy.name, look(strategy), .line, points)
    }
  }

  /// A line of the slide's exponent through a series' last point.
  private func slope(_ axis: SweptAxis, through points: [PlotPoint]) -> PlotSeries? {
    guard let exponent = axis.productExponent, points.count > 1, let last = points.last else {
      return nil
    }
    return PlotSeries(
      "slide: ∝ \(axis.symbol)\(exponent == 2 ? "²" : "")", .guide, .guide,
      points.map { PlotPoint($0.x, last.y * pow($0.x / last.x, Double(exponent))) })
  }

  /// What each of phibench's strategies takes at both ends, in a sentence each.
  private func ratios(along axis: SweptAxis, to reference: Strategy) -> [String] {
    guard let first = axis.places.first, let last = axis.places.last else { return [] }
    return ownStrategies.filter { $0 != reference }.compactMap { strategy in
      guard let low = first.place.ratio(of: strategy, to: reference),
        let high = last.place.ratio(of: strategy, to: reference)
      else { return nil }
      return "\(strategy) takes \(Units.number(low.median)) × \(reference)'s time at "
        + "\(axis.symbol) = \(first.value) and \(Units.number(high.median)) × at \(last.value)."
    }
  }

  private func common(_ axis: SweptAxis) -> [String] {
    [
      "At \(axis.common).",
      axis.count > axis.places.count
        ? "Of \(axis.count) values \(axis.places.count) are shown, evenly spread." : nil,
      axis.others == 0
        ? nil
        : "The file has \(axis.others) more such \(axis.others == 1 ? "series" : "series, each") "
          + "at other sizes; shown is the one with the most values, and of several the one with the "
          + "largest φ.",
    ].compactMap(\.self)
  }

  private func table(
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
      axis.places,
      [.right(axis.symbol) { "\($0.value)" }] + cells
        + [.right("φ") { Units.bytes($0.place.point.workload.phiBytes) }])
  }
}
