import Analysis
import Convolution
import Foundation
import Machine
import Measurement

extension ReportedAnswer {
  /// The times of all rivals as parts of the keeper's, against the size of φ: a figure for each of the
  /// conditions, both states of the caches in one.
  package var figures: [Figure] {
    let groups = answer.statements.grouped { $0.conditions.inCache(.hot) }
      .sorted {
        $0.elements.map(\.points.count).max() ?? 0 > $1.elements.map(\.points.count).max() ?? 0
      }
    let places = ConditionWords(groups.map(\.key))
    return groups.enumerated().map { index, group in
      figure(
        group.elements, place: places.words([group.key]),
        id: index == 0 ? id : ReportedRun.figureID(id, places.words([group.key])))
    }
  }

  /// One strategy in one state of the caches.
  private struct Line {
    let strategy: Strategy
    let cache: CacheState
    let points: [(point: KeepingPoint, ratio: Estimate)]
  }

  private func figure(_ statements: [KeepingStatement], place: String, id: String) -> Figure {
    let keeper = statements[0].keeper
    let lines = statements.flatMap { statement in
      statement.strategies.map { strategy in
        Line(
          strategy: strategy, cache: statement.conditions.cache,
          points: statement.points.compactMap { point in
            point.contests.first { $0.rival == strategy }.map { (point, $0.trade.ratio) }
          })
      }
    }
    let caches = lines.map(\.cache).distinct
    let ratios = lines.flatMap { $0.points.map(\.ratio.median) }
    var plot = Plot(
      x: .bytes("φ per thread", fitting: lines.flatMap { $0.points.map { $0.point.phiBytes } }),
      y: .logarithmic(
        "time ÷ \(keeper)'s", fitting: (ratios + [1]).map { Self.shown.clamped($0) }))
    let beyond = ratios.count { !Self.shown.contains($0) }
    plot.size = (440, 380)
    plot.series = lines.flatMap { line -> [PlotSeries] in
      let look = Look(of: line.strategy, among: [])
        .variant(caches.firstIndex(of: line.cache) ?? 0)
      let name = line.strategy.name + (caches.count > 1 ? ", \(line.cache.rawValue)" : "")
      let marks = line.points.thinned(to: ReportedRun.mostPoints).map { point, ratio in
        let isShown = Self.shown.contains(ratio.median)
        return PlotPoint(
          Double(point.phiBytes), Self.shown.clamped(ratio.median),
          yInterval: isShown ? ratio.interval : nil)
      }
      return [
        PlotSeries(nil, look, .cloud, marks),
        PlotSeries(name, look, .line, Self.means(line.points)),
      ]
    }
    let threads = statements[0].conditions.threads
    plot.mark(caches: cacheSizes(perThread: threads))
    plot.mark(layers: statements.flatMap(\.points).filter { !$0.point.layer.isEmpty })
    let (low, high) = (plot.x.range.lowerBound, plot.x.range.upperBound)
    plot.series.insert(
      PlotSeries(nil, .guide, .guide, [PlotPoint(low, 1), PlotPoint(high, 1)]), at: 0)
    return Figure(
      id: id, title: "Time ÷ \(keeper)'s against φ" + (place.isEmpty ? "" : ", \(place)"),
      caption:
        "Below 1 a strategy is faster than \(keeper). Small marks are layers, with 95 % intervals; lines "
        + "join the geometric means of each doubling of φ"
        + (caches.count > 1 ? "; filled marks are of \(caches[0].rawValue) caches" : "")
        + ". Vertical lines are the caches' sizes."
        + (beyond > 0
          ? " At the figure's edge: \(Units.count(beyond, "mark")) beyond it." : ""),
      plot: plot, data: table(lines, caches: caches))
  }

  /// The ratios that have a place of their own: a few larger ones would leave no room for the others.
  private static let shown = 0.5...2.0

  /// The caches that a figure marks, for a thread: the last level is shared.
  private func cacheSizes(perThread threads: Int) -> [(name: String, bytes: Int)] {
    [
      ("L2", caches.l2Bytes),
      (threads == 1 ? "L3" : "L3 ÷ \(threads)", caches.l3Bytes.map { $0 / threads }),
    ].compactMap { name, bytes in bytes.map { (name, $0) } }
  }

  /// The geometric mean of the ratios in each doubling of φ.
  private static func means(
    _ points: [(point: KeepingPoint, ratio: Estimate)]
  ) -> [PlotPoint] {
    points.grouped { Int(log2(Double($0.point.phiBytes)).rounded(.down)) }
      .sorted { $0.key < $1.key }
      .compactMap { _, points in
        guard let x = points.map({ Double($0.point.phiBytes) }).geometricMean,
          let y = points.map(\.ratio.median).geometricMean
        else { return nil }
        return PlotPoint(x, shown.clamped(y))
      }
  }

  /// The same means: a row for each doubling of φ and state of the caches.
  private func table(_ lines: [Line], caches: [CacheState]) -> Table {
    typealias Row = (cache: CacheState, octave: Int)
    func octave(_ point: KeepingPoint) -> Int { Int(log2(Double(point.phiBytes)).rounded(.down)) }
    let strategies = lines.map(\.strategy).distinct
    let rows = caches.flatMap { cache in
      Set(lines.filter { $0.cache == cache }.flatMap { $0.points.map { octave($0.point) } })
        .sorted().map { (cache, $0) as Row }
    }
    func found(_ row: Row, _ strategy: Strategy) -> [Double] {
      lines.filter { $0.cache == row.cache && $0.strategy == strategy }
        .flatMap(\.points).filter { octave($0.point) == row.octave }.map(\.ratio.median)
    }
    return Table(
      rows, leading: 2,
      [
        .left("cache") { $0.cache.rawValue },
        .right("φ from") { Units.bytes(1 << $0.octave) },
        .right("points") { row in Units.count(strategies.map { found(row, $0).count }.max() ?? 0) },
      ]
        + strategies.map { strategy in
          .right("\(strategy), mean") { row in
            found(row, strategy).geometricMean.map { Units.number($0) } ?? ""
          }
        })
  }
}

extension Plot {
  /// Vertical lines at the sizes of caches, if they are within the figure.
  fileprivate mutating func mark(caches: [(name: String, bytes: Int)]) {
    for (name, bytes) in caches where x.range.contains(Double(bytes)) {
      let (low, high) = (y.range.lowerBound, y.range.upperBound)
      let place = Double(bytes)
      series.insert(
        PlotSeries(nil, .guide, .guide, [PlotPoint(place, low), PlotPoint(place, high)]), at: 0)
      labels.append(Label(x: place, y: low, text: name))
    }
  }

  /// Names of layers above all marks, each upright where its φ lies, or beside it if there is no room.
  fileprivate mutating func mark(layers points: [KeepingPoint]) {
    let layers = points.grouped(by: \.point.layer).map { name, points in
      (name: name, bytes: Double(points.map(\.phiBytes).min() ?? 1))
    }.sorted { $0.bytes < $1.bytes }.thinned(to: Self.mostNames)
    guard !layers.isEmpty else { return }
    let top = y.range.upperBound
    let height = log(top / y.range.lowerBound)
    let edge = top * exp(0.08 * height)
    y.range = y.range.lowerBound...top * exp(0.45 * height)
    size.height += 130
    let gap = (log(x.range.upperBound) - log(x.range.lowerBound)) / Double(Self.mostNames + 2)
    // From the right, so that the last name stays within the figure; then back from the left.
    var places = layers.map { log($0.bytes) }
    var limit = log(x.range.upperBound) - gap / 2
    for index in places.indices.reversed() {
      places[index] = min(places[index], limit)
      limit = places[index] - gap
    }
    limit = log(x.range.lowerBound) + gap / 2
    for index in places.indices {
      places[index] = max(places[index], limit)
      limit = places[index] + gap
    }
    for (layer, place) in zip(layers, places) {
      labels.append(
        Label(
          x: exp(place), y: edge, text: ReportedRun.shortened(layer.name, to: 18), isUpright: true))
      series.append(
        PlotSeries(
          nil, .guide, .hairline, [PlotPoint(layer.bytes, top), PlotPoint(exp(place), edge)]))
    }
  }

  /// The most names that stand beside each other.
  private static let mostNames = 16
}

extension ClosedRange {
  /// The value in the range that is nearest to another.
  func clamped(_ value: Bound) -> Bound {
    Swift.min(Swift.max(value, lowerBound), upperBound)
  }
}
