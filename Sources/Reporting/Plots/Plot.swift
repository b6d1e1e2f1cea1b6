/// What is drawn in a figure, before a program draws it.
struct Plot: Sendable {
  /// Width and height in CSS pixels; figures scale.
  var size = (width: 440, height: 340)
  /// Across.
  var x: PlotAxis
  /// Upwards.
  var y: PlotAxis
  /// Lines and points.
  var series: [PlotSeries] = []
  /// Coloured rectangles, for a map.
  var cells: [PlotCell] = []
}
