/// A point, and the intervals of its coordinates where they are known.
struct PlotPoint: Hashable, Sendable {
  let x: Double
  let y: Double
  var xInterval: ClosedRange<Double>?
  var yInterval: ClosedRange<Double>?

  init(
    _ x: Double, _ y: Double, xInterval: ClosedRange<Double>? = nil,
    yInterval: ClosedRange<Double>? = nil
  ) {
    self.x = x
    self.y = y
    self.xInterval = xInterval
    self.yInterval = yInterval
  }

  /// x and the ends of its interval: what an axis has to have room for.
  var xs: [Double] { [x, xInterval?.lowerBound, xInterval?.upperBound].compactMap(\.self) }
  /// The same of y.
  var ys: [Double] { [y, yInterval?.lowerBound, yInterval?.upperBound].compactMap(\.self) }
}
