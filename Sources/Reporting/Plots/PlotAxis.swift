/// One axis of a plot.
struct PlotAxis: Sendable {
  /// How values become places.
  enum Scale: Sendable {
    case linear, logarithmic
  }

  /// What it shows, with the unit.
  var label: String
  /// How values become places.
  var scale: Scale
  /// Marked values.
  var ticks: [(value: Double, label: String)]
  /// From where to where.
  var range: ClosedRange<Double>
  /// Whether small values are at the top, as in a list.
  var isReversed = false

  /// A logarithmic axis for some positive values.
  ///
  /// - Parameters:
  ///   - label: what it shows, with the unit.
  ///   - values: what has to fit.
  ///   - marked: the values to mark, as far as there is room; by themselves otherwise.
  /// - Returns: the axis.
  static func logarithmic(
    _ label: String, fitting values: [Double], marked: [Double]? = nil
  ) -> PlotAxis {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    let range = LogarithmicTicks.range(of: positive)
    let ticks = marked.map { LogarithmicTicks.spread($0, over: range) }
    return PlotAxis(
      label: label, scale: .logarithmic, ticks: ticks ?? LogarithmicTicks.round(in: range),
      range: range)
  }

  /// A linear axis.
  static func linear(
    _ label: String, _ range: ClosedRange<Double>, ticks: [(value: Double, label: String)]
  ) -> PlotAxis {
    PlotAxis(label: label, scale: .linear, ticks: ticks, range: range)
  }

  /// A linear axis for some values, the ends of which are marked, and others as far as there is room.
  static func linear(_ label: String, marked values: [Double]) -> PlotAxis {
    let sorted = Set(values).sorted()
    guard let least = sorted.first, let most = sorted.last, least < most else {
      return .linear(label, (sorted.first ?? 0) - 1...(sorted.first ?? 0) + 1, ticks: [])
    }
    let distance = (most - least) / 11
    let chosen = sorted.reduce(into: [most]) { chosen, value in
      if chosen.allSatisfy({ abs($0 - value) >= distance }) { chosen.append(value) }
    }
    let room = 0.06 * (most - least)
    return .linear(
      label, least - room...most + room,
      ticks: chosen.sorted().map { ($0, LogarithmicTicks.label($0)) })
  }

  /// An axis of things in a list, the first at the top or at the left.
  static func list(_ label: String, _ names: [String], isReversed: Bool) -> PlotAxis {
    PlotAxis(
      label: label, scale: .linear, ticks: names.enumerated().map { (Double($0), $1) },
      range: -0.7...Double(max(names.count, 1)) - 0.3, isReversed: isReversed)
  }
}
