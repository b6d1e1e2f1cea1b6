import Analysis
import Convolution

extension ReportedRun {
  /// The exponents of time found for each parameter, beside the slides'.
  var exponentFigures: [Figure] {
    let exponents = verification?.exponents ?? []
    return exponents.map(\.parameter).distinct.map { parameter in
      figure(parameter, exponents.filter { $0.parameter == parameter })
    }
  }

  private func figure(_ parameter: Parameter, _ exponents: [TimeExponent]) -> Figure {
    let operations = Operation.allCases.filter { operation in
      exponents.contains { $0.operation == operation }
    }
    let at = Distinctions(exponents.map(\.conditions.named))
    // Of several conditions those with most exponents.
    let conditions = exponents.grouped(by: \.conditions).max {
      $0.elements.count < $1.elements.count
    }
    let shown = conditions?.elements ?? []
    let strategies = shown.map(\.strategy).distinct
    let ends = shown.flatMap { [$0.low, $0.high, Double($0.slide)] }
      .map { Self.shownExponents.clamped($0) }
    let range = min(0, ends.min() ?? 0) - 0.1...(ends.max() ?? 1) + 0.1
    var plot = Plot(
      x: PlotAxis(
        label: "exponent of \(parameter.rawValue)",
        ticks: (Int(range.lowerBound.rounded(.up))...Int(range.upperBound)).map {
          (Double($0), "\($0)")
        }, range: range),
      y: .list("", operations.map(\.name), isReversed: true))
    plot.size = (440, 110 + 12 * (strategies.count + 1) * operations.count)
    plot.series = [
      PlotSeries(
        "slide", .guide, .bars(halfHeight: 0.4),
        operations.enumerated().map {
          PlotPoint(Double($1.slideExponent(of: parameter)), Double($0))
        })
    ]
    for (index, strategy) in strategies.enumerated() {
      let offset = 0.7 * (Double(index) + 0.5) / Double(strategies.count) - 0.35
      plot.series.append(
        PlotSeries(
          strategy.name, look(strategy), .largePoints,
          shown.filter { $0.strategy == strategy }.map { exponent in
            PlotPoint(
              range.clamped(exponent.exponent),
              Double(operations.firstIndex(of: exponent.operation) ?? 0) + offset,
              xInterval: range.clamped(exponent.low)...range.clamped(exponent.high))
          }))
    }
    let words = conditions.map { at.words($0.key.named) } ?? ""
    return Figure(
      id: figureID("exponents", parameter.rawValue),
      title: "Exponents of time in \(parameter.rawValue)",
      caption:
        "Grey bars are the slides' exponents, points what was found\(words.isEmpty ? "" : " (\(words))"), "
        + "with intervals that hold together, over the whole report, at 99 %.",
      plot: plot,
      data: Table(
        exponents, leading: 2,
        [
          .left("operation") { $0.operation.name }, .left("strategy") { $0.strategy.name },
          .right("slide") { "\($0.slide)" }, .left("found") { $0.interval.plusMinus },
          .left("verdict") { $0.verdict.mark },
        ] + at.columns(\.conditions.named)))
  }

  /// An interval that reaches beyond is cut there.
  private static let shownExponents = -1.5...4.0
}
