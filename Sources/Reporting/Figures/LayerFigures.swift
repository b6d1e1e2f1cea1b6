import Convolution
import Measurement

extension ReportedSweep {
  /// For a list of named layers: each strategy's time and memory as multiples of the reference's,
  /// and other programs' times.
  var layerFigures: [Figure] {
    let layers = Set(places.map(\.point.layer).filter { !$0.isEmpty })
    guard layers.count > 1, let reference else { return [] }
    let shown = Array(places.filter { $0.measured(reference) != nil }.prefix(Self.mostLayers))
    guard !shown.isEmpty else { return [] }
    let left = places.count - shown.count
    let remark =
      left == 0
      ? ""
      : " \(left) points without a measurement or beyond the first "
        + "\(Self.mostLayers) are left out."
    return [
      layerTimes(shown, reference, remark), layerMemory(shown, reference, remark),
      peerTimes(remark),
    ].compactMap(\.self)
  }

  private func layerTimes(_ shown: [Place], _ reference: String, _ remark: String) -> Figure? {
    let others = ownStrategies.filter { $0 != reference }
    return multiples(
      of: shown, others, id: figureID("layers", "time"),
      title: "Time of each layer as a multiple of \(reference)'s",
      axis: "time ÷ \(reference)'s",
      caption:
        "Left of 1 a strategy is faster than keeping φ. Bars are 95 % intervals, of pairs taken in "
        + "turns." + remark,
      table: { $0.time.map { Units.time($0.median) } ?? "" }, reference: reference
    ) { place, strategy in place.ratio(of: strategy, to: reference) }
  }

  private func layerMemory(_ shown: [Place], _ reference: String, _ remark: String) -> Figure? {
    let others = ownStrategies.filter { $0 != reference }
    return multiples(
      of: shown, others, id: figureID("layers", "memory"),
      title: "Peak memory of each layer as a part of \(reference)'s",
      axis: "peak memory ÷ \(reference)'s",
      caption:
        "How much of \(reference)'s peak a strategy needs: the distance from 1 is what keeping φ "
        + "costs." + remark,
      table: { $0.peakBytes.map(Units.bytes) ?? "" }, reference: reference
    ) { place, strategy in
      guard let part = place.measured(strategy)?.peakBytes,
        let whole = place.measured(reference)?.peakBytes, part > 0, whole > 0
      else { return nil }
      return Estimate(median: Double(part) / Double(whole), low: nil, high: nil)
    }
  }

  private func peerTimes(_ remark: String) -> Figure? {
    let tiled = Tiled().name
    guard !peers.isEmpty, let base = strategies.contains(tiled) ? tiled : reference else {
      return nil
    }
    let shown = places.filter { place in
      place.measured(base) != nil && peers.contains { place.measured($0) != nil }
    }
    return multiples(
      of: Array(shown.prefix(Self.mostLayers)), peers, id: figureID("peers"),
      title: "Other programs beside \(base)", axis: "time ÷ \(base)'s",
      caption: "Left of 1 another program is faster than \(base), right of 1 slower." + remark,
      table: { $0.time.map { Units.time($0.median) } ?? "" }, reference: base
    ) { place, strategy in place.ratio(of: strategy, to: base) }
  }

  private func multiples(
    of shown: [Place], _ strategies: [String], id: String, title: String, axis: String,
    caption: String, table value: (ReportedStep) -> String, reference: String,
    _ multiple: (Place, String) -> Estimate?
  ) -> Figure? {
    let names = PointNames(shown.map(\.point))
    let labels = shown.map { place in
      place.point.layer.isEmpty ? names.label(place.point) : Self.shortened(place.point.layer)
    }
    var series: [PlotSeries] = []
    for (index, strategy) in strategies.enumerated() {
      // Strategies stand a little above one another, so that their intervals do not cover.
      let offset = (Double(index) - Double(strategies.count - 1) / 2) * 0.3
      let points = shown.enumerated().compactMap { row, place in
        multiple(place, strategy).map {
          PlotPoint($0.median, Double(row) + offset, xInterval: $0.interval(per: 1))
        }
      }
      if !points.isEmpty {
        series.append(
          PlotSeries(strategy, Look(of: strategy, among: self.strategies), .points, points))
      }
    }
    guard !series.isEmpty else { return nil }
    let ends = series.flatMap(\.points).flatMap { point in
      [point.x, point.xInterval?.lowerBound, point.xInterval?.upperBound].compactMap(\.self)
    }
    var plot = Plot(
      x: .logarithmic(axis, fitting: ends + [1]), y: .list("", labels, isReversed: true))
    plot.size = (440, 100 + 17 * shown.count)
    plot.series =
      [
        PlotSeries(
          nil, .guide, .guide, [PlotPoint(1, -0.7), PlotPoint(1, Double(labels.count) - 0.3)])
      ]
      + series
    var data = TextTable(
      names.columns + [(reference, .right)]
        + strategies.flatMap { [($0, .right), ("\($0) ÷ \(reference)", .right)] })
    for place in shown {
      data.add(
        names.cells(place.point) + [place.measured(reference).map(value) ?? ""]
          + strategies.flatMap { strategy in
            [
              place.measured(strategy).map(value) ?? "",
              multiple(place, strategy)?.words ?? "",
            ]
          })
    }
    return Figure(id: id, title: title, caption: caption, plot: plot, data: data)
  }

  /// More layers than this would make a figure longer than a page.
  private static let mostLayers = 60

  /// A name that leaves room for the figure.
  private static func shortened(_ name: String) -> String {
    name.count > 24 ? name.prefix(23) + "…" : name
  }
}
