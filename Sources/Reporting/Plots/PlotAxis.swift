import Foundation

/// One axis of a plot.
struct PlotAxis: Sendable {
  typealias Tick = (value: Double, label: String)

  /// What it shows, with the unit.
  let label: String
  var isLogarithmic = false
  let ticks: [Tick]
  var range: ClosedRange<Double>
  /// Whether small values are at the top, as in a list.
  var isReversed = false

  /// A logarithmic axis with room for some values, of which only positive ones count; marked are
  /// given values, as far as there is room, or else round ones.
  static func logarithmic(
    _ label: String, fitting values: [Double], marked: [Double]? = nil
  ) -> PlotAxis {
    let range = Ticks.logarithmicRange(of: values.filter { $0 > 0 && $0.isFinite })
    let ticks = marked.map { values in
      Ticks.spread(values.filter { $0 > 0 }, over: range) { log($0) }
    }
    return PlotAxis(
      label: label, isLogarithmic: true, ticks: ticks ?? Ticks.round(in: range), range: range)
  }

  /// A logarithmic axis of bytes, marked at powers of two.
  static func bytes(_ label: String, fitting values: [Int]) -> PlotAxis {
    let range = Ticks.logarithmicRange(of: values.map(Double.init))
    return PlotAxis(label: label, isLogarithmic: true, ticks: Ticks.bytes(in: range), range: range)
  }

  /// A linear axis for some values, at least two different ones, the ends of which are marked, and
  /// others as far as there is room.
  static func linear(_ label: String, marked values: [Double]) -> PlotAxis {
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let room = 0.06 * (most - least)
    return PlotAxis(
      label: label, ticks: Ticks.spread(values, over: least...most) { $0 },
      range: least - room...most + room)
  }

  /// An axis of things in a list, the first at the top or at the left.
  static func list(_ label: String, _ names: [String], isReversed: Bool) -> PlotAxis {
    PlotAxis(
      label: label, ticks: names.enumerated().map { (Double($0), $1) },
      range: -0.7...Double(max(names.count, 1)) - 0.3, isReversed: isReversed)
  }
}
