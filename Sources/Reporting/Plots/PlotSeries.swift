/// Points that belong together.
struct PlotSeries: Sendable {
  /// How the points are shown.
  enum Mark: Sendable {
    /// Points with intervals, joined by a line.
    case line
    /// Points with intervals.
    case points
    /// Points twice as large, without intervals.
    case largePoints
    /// A line to compare with, without points.
    case guide
    /// Rectangles from zero to x, so high upwards and downwards.
    case bars(halfHeight: Double)
    /// Steps of a front: across, then up or down.
    case front
  }

  /// The name in the legend; none for a series that explains itself.
  var name: String?
  /// Colour, line and point.
  var look: Look
  /// How the points are shown.
  var mark: Mark
  /// The points.
  var points: [PlotPoint]

  /// A series as given.
  init(_ name: String?, _ look: Look, _ mark: Mark, _ points: [PlotPoint]) {
    self.name = name
    self.look = look
    self.mark = mark
    self.points = points
  }
}
