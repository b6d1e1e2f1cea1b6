/// What is drawn in a figure, before a program draws it.
public struct Plot: Sendable {
  /// Width and height in CSS pixels; figures scale.
  public var size = (width: 440, height: 340)
  /// Across.
  public var x: PlotAxis
  /// Upwards.
  public var y: PlotAxis
  /// Lines and points.
  public var series: [PlotSeries] = []
  /// Coloured rectangles, for a map.
  public var cells: [PlotCell] = []

  /// A plot without series.
  public init(x: PlotAxis, y: PlotAxis) {
    self.x = x
    self.y = y
  }
}
