/// A point with what is known of its error.
public struct PlotPoint: Hashable, Sendable {
  /// Across.
  public var x: Double
  /// Upwards.
  public var y: Double
  /// Ends of an interval of x.
  public var xInterval: ClosedRange<Double>?
  /// Ends of an interval of y.
  public var yInterval: ClosedRange<Double>?

  /// A point, without intervals where none are given.
  public init(
    _ x: Double, _ y: Double, xInterval: ClosedRange<Double>? = nil,
    yInterval: ClosedRange<Double>? = nil
  ) {
    self.x = x
    self.y = y
    self.xInterval = xInterval
    self.yInterval = yInterval
  }
}
