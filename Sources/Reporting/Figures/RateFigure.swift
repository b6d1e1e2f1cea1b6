import Analysis
import Convolution
import Foundation

extension ReportedRun {
  /// The rate of each matrix product against its size, beside the measured peak of the
  /// multiply-add units.
  var rateFigure: Figure? {
    guard
      let rates = self.rates.filter({ $0.strategy == self.rates.first?.strategy })
        .max(by: { $0.samples.count < $1.samples.count })
    else { return nil }
    let at = Distinctions(self.rates.map(\.conditions.named))
    let counts = rates.samples.map(\.flops)
    let unit = Units.Scale.flops.unit(fitting: counts)
    let measured = dataset.machine?.rates.flatMap {
      Self.plausible.contains($0.peakGFLOPs) ? $0.peakGFLOPs : nil
    }
    // The measured peak is that of single precision.
    func comparable(with rates: ProductRates) -> Double? {
      rates.conditions.precision == .float ? measured : nil
    }
    let peak = comparable(with: rates)
    let largest = max(rates.samples.map { $0.rate / 1e9 }.max() ?? 1, peak ?? 0)
    let step = Self.roundStep(largest / 6)
    let top = (largest * 1.08 / step).rounded(.up) * step
    var plot = Plot(
      x: .logarithmic(
        "FLOPs of the product (\(unit.symbol))", fitting: counts.map { $0 / unit.size }),
      y: PlotAxis(
        label: "GFLOP/s per thread",
        ticks: stride(from: 0, through: top, by: step).map { ($0, Ticks.label($0)) },
        range: 0...top))
    for (index, product) in Operation.allCases.filter(\.isProduct).enumerated() {
      let points = rates.samples.filter { $0.operation == product }.map {
        PlotPoint($0.flops / unit.size, $0.rate / 1e9)
      }
      if !points.isEmpty {
        plot.series.append(
          PlotSeries(product.name, Look(index), .points, points.thinned(to: Self.mostPoints)))
      }
    }
    if let peak {
      let (low, high) = (plot.x.range.lowerBound, plot.x.range.upperBound)
      plot.series.append(
        PlotSeries("measured peak", .guide, .guide, [PlotPoint(low, peak), PlotPoint(high, peak)]))
    }
    let medians = self.rates.flatMap { rates in
      Operation.allCases.filter(\.isProduct).compactMap { product in
        rates.median(of: product).map { (rates: rates, product: product, median: $0) }
      }
    }
    let table = Table(
      medians, leading: 2,
      [
        .left("strategy") { $0.rates.strategy.name }, .left("product") { $0.product.name },
        .right("median rate per thread") { Units.flopRate($0.median) },
        .right("of the peak") { row in
          comparable(with: row.rates)
            .map { Units.percent(row.median / 1e9 / $0, decimals: 0) } ?? ""
        },
        .right("points") { row in
          "\(row.rates.samples.count { $0.operation == row.product })"
        },
      ] + at.columns(\.rates.conditions.named))
    let conditions = at.words(rates.conditions.named)
    let without =
      measured == nil
      ? " The file of the machine's facts has no measured peak (sweep --rates)." : ""
    return Figure(
      id: figureID("rates"), title: "Rates of the matrix products",
      caption:
        "How fast \(rates.strategy)'s products run\(conditions.isEmpty ? "" : " (\(conditions))"): small "
        + "ones pay for their calls and for packing."
        + (peak.map {
          " The dotted line is the measured peak, what one thread's multiply-add units reach in single "
            + "precision: \(Units.flopRate(1e9 * $0))."
        } ?? without)
        + " The table has the other strategies' rates, and those of other conditions.", plot: plot,
      data: table)
  }

  /// GFLOP/s of a thread that a figure has room for; whoever edits a machine's file may write others.
  private static let plausible = 1e-6...1e9

  private static func roundStep(_ value: Double) -> Double {
    let power = pow(10, log10(value).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? value
  }
}
