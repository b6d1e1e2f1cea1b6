/// A point with what is known of its error.
struct PlotPoint: Hashable, Sendable {
  /// Across.
  var x: Double
  /// Upwards.
  var y: Double
  /// Ends of an interval of x.
  var xInterval: ClosedRange<Double>?
  /// Ends of an interval of y.
  var yInterval: ClosedRange<Double>?

  /// A point, without intervals where none are given.
  init(
    _ x: Double, _ y: Double, xInterval: ClosedRange<Double>? = nil,
    yInterval: ClosedRange<Double>? = nil
  ) {
    self.x = x
    self.y = y
    self.xInterval = xInterval
    self.yInterval = yInterval
  }
}
