import Convolution
import Measurement
import Results

extension ReportedRun {
  /// For a list of named layers: each strategy's time and memory as multiples of the reference's,
  /// and other programs' times.
  var layerFigures: [Figure] {
    let layers = heaviestFirst(places.filter { !$0.point.layer.isEmpty })
    guard Set(layers.map(\.point.layer)).count > 1, let reference else { return [] }
    let others = ownStrategies.filter { $0 != reference }
    // Other programs stand beside that of our own which takes least time, in the geometric mean.
    let base =
      ownStrategies.min {
        mean(of: $0, to: reference, layers) < mean(of: $1, to: reference, layers)
      } ?? reference
    func time(_ step: StepMeasurement) -> String {
      step.time.map { Units.time($0.median) } ?? ""
    }
    return [
      multiples(
        of: layers, others, to: reference, id: figureID("layers", "time"),
        title: "Time of each layer as a multiple of \(reference)'s",
        axis: "time ÷ \(reference)'s",
        caption:
          "Left of 1 a strategy is faster than \(reference). Bars are 95 % intervals, of pairs taken "
          + "in turns.",
        table: time
      ) { place, strategy in place.ratio(of: strategy, to: reference) },
      multiples(
        of: layers, others, to: reference, id: figureID("layers", "memory"),
        title: "Peak memory of each layer as a part of \(reference)'s",
        axis: "peak memory ÷ \(reference)'s",
        caption:
          "How much of \(reference)'s peak a strategy needs: the distance from 1 is what keeping φ "
          + "costs.",
        table: { $0.bytes?.peak.map(Units.bytes) ?? "" }
      ) { place, strategy in
        place.peakRatio(of: strategy, to: reference).map { Estimate(median: $0) }
      },
      multiples(
        of: layers, dataset.peers, to: base, id: figureID("peers"),
        title: "Other programs beside \(base)", axis: "time ÷ \(base)'s",
        caption: "Left of 1 another program is faster than \(base), right of 1 slower.",
        table: time
      ) { place, strategy in place.ratio(of: strategy, to: base) },
    ].compactMap(\.self)
  }

  /// A model's layers by their parts of its step; others as they are.
  private func heaviestFirst(_ layers: [Place]) -> [Place] {
    let parts = parts
    return layers.enumerated().map { (place: $1, part: parts[$1.point] ?? 0, offset: $0) }
      .sorted { ($1.part, $0.offset) < ($0.part, $1.offset) }.map(\.place)
  }

  /// The parts that layers have of their model's step.
  private var parts: [Point: Double] {
    Dictionary(models.flatMap(\.shares).map { ($0.point, $0.part) }) { first, _ in first }
  }

  /// The layers that a figure has room for: of a model's many those that make up most of its step.
  private func shown(of compared: [Place]) -> [Place] {
    let heaviest = Set(models.flatMap { $0.heaviest(Self.mostOfStep) }.map(\.point))
    let isLong = compared.count > Self.fewLayers && !heaviest.isEmpty
    let shown = isLong ? compared.filter { heaviest.contains($0.point) } : compared
    return Array(shown.prefix(Self.mostLayers))
  }

  private func mean(of strategy: Strategy, to reference: Strategy, _ layers: [Place]) -> Double {
    layers.compactMap { $0.ratio(of: strategy, to: reference)?.median }.geometricMean ?? .infinity
  }

  private func multiples(
    of layers: [Place], _ strategies: [Strategy], to reference: Strategy, id: String, title: String,
    axis: String, caption: String, table value: @escaping (StepMeasurement) -> String,
    _ multiple: @escaping (Place, Strategy) -> Estimate?
  ) -> Figure? {
    let compared = layers.filter { place in strategies.contains { multiple(place, $0) != nil } }
    let shown = shown(of: compared)
    let labels = Self.labels(of: shown.map(\.point))
    let series = strategies.enumerated().compactMap { index, strategy -> PlotSeries? in
      // Strategies stand a little above one another, so that their intervals do not cover.
      let offset = (Double(index) - Double(strategies.count - 1) / 2) * 0.3
      let points = shown.enumerated().compactMap { row, place in
        multiple(place, strategy).map {
          PlotPoint($0.median, Double(row) + offset, xInterval: $0.interval)
        }
      }
      return points.isEmpty ? nil : PlotSeries(strategy.name, look(strategy), .points, points)
    }
    guard !series.isEmpty else { return nil }
    let one = [PlotPoint(1, -0.7), PlotPoint(1, Double(labels.count) - 0.3)]
    var plot = Plot(
      x: .logarithmic(axis, fitting: series.flatMap(\.points).flatMap(\.xs) + [1]),
      y: .list("", labels, isReversed: true),
      series: [PlotSeries(nil, .guide, .guide, one)] + series)
    // Long labels must not cover what they are about.
    let longest = labels.map(\.count).max() ?? 0
    plot.size = (440 + 7 * max(0, longest - Self.usualLabel), 100 + 17 * shown.count)
    let parts = parts
    let weights: [Table.Column<Place>] =
      models.isEmpty
      ? []
      : [
        .right("count") { Units.count($0.point.count) },
        .right("part of the step") { parts[$0.point].map { Units.percent($0) } ?? "" },
      ]
    let multiples: [Table.Column<Place>] = strategies.flatMap { strategy in
      [
        .right(strategy.name) { $0.measured(strategy).map(value) ?? "" },
        .right("\(strategy) ÷ \(reference)") { multiple($0, strategy)?.words ?? "" },
      ]
    }
    return Figure(
      id: id, title: title,
      caption: ([caption] + remark(all: layers.count, compared: compared.count, shown: shown.count))
        .joined(separator: " "),
      plot: plot,
      data: Table(
        models.isEmpty ? shown : compared,
        PointNames(compared.map(\.point)).columns(\.point) + weights
          + [.right(reference.name) { $0.measured(reference).map(value) ?? "" }] + multiples))
  }

  /// What a figure of layers leaves out.
  private func remark(all: Int, compared: Int, shown: Int) -> [String] {
    let rest =
      models.isEmpty
      ? "beyond the first \(Self.mostLayers)"
      : "that take little of the step, but stand in the table"
    let left = [
      (all - compared, "not measured by both"), (compared - shown, rest),
    ].filter { $0.0 > 0 }
    let words = left.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return (models.isEmpty ? [] : ["The heaviest of the model come first."])
      + (left.isEmpty ? [] : ["Left out of \(Units.count(all, "point")): \(words)."])
  }

  /// The layers' names; of several points of a name also what tells these apart.
  static func labels(of points: [Point]) -> [String] {
    let alike = Dictionary(grouping: points, by: \.layer).filter { $0.value.count > 1 }
      .mapValues(PointNames.init)
    return points.map { point in
      let name = shortened(point.layer, to: usualLabel)
      guard let names = alike[point.layer] else { return name }
      return shortened(name + " " + names.label(point), to: 2 * usualLabel)
    }
  }

  /// The part of a model's step that the layers of a figure make up.
  private static let mostOfStep = 0.9

  /// So many layers are all shown, even if some weigh little.
  private static let fewLayers = 20

  /// More layers than this would make a figure longer than a page.
  private static let mostLayers = 60

  /// Characters of a label that a figure of the usual width has room for.
  private static let usualLabel = 24

  static func shortened(_ name: String, to count: Int) -> String {
    name.count > count ? name.prefix(count - 1) + "…" : name
  }
}
