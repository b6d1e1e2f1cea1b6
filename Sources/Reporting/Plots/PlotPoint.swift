/// A point with what is known of its error.
package struct PlotPoint: Hashable, Sendable {
  /// Across.
  package var x: Double
  /// Upwards.
  package var y: Double
  /// Ends of an interval of x.
  package var xInterval: ClosedRange<Double>?
  /// Ends of an interval of y.
  package var yInterval: ClosedRange<Double>?

  /// A point, without intervals where none are given.
  package init(
    _ x: Double, _ y: Double, xInterval: ClosedRange<Double>? = nil,
    yInterval: ClosedRange<Double>? = nil
  ) {
    self.x = x
    self.y = y
    self.xInterval = xInterval
    self.yInterval = yInterval
  }
}
