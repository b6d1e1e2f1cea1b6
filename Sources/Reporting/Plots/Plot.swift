/// What is drawn in a figure, before a program draws it.
package struct Plot: Sendable {
  /// Width and height in CSS pixels; figures scale.
  package var size = (width: 440, height: 340)
  /// Across.
  package var x: PlotAxis
  /// Upwards.
  package var y: PlotAxis
  /// Lines and points.
  package var series: [PlotSeries] = []
  /// Coloured rectangles, for a map.
  package var cells: [PlotCell] = []

  /// A plot without series.
  package init(x: PlotAxis, y: PlotAxis) {
    self.x = x
    self.y = y
  }
}
