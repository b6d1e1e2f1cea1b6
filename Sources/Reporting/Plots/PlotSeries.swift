/// Points that belong together.
struct PlotSeries: Sendable {
  enum Mark: Sendable {
    /// Points with intervals, joined by a line.
    case line
    /// Points with intervals.
    case points
    /// Points half as large with thin intervals, behind lines that sum them up.
    case cloud
    /// Points twice as large, without intervals.
    case largePoints
    /// A line to compare with, without points.
    case guide
    /// A thin line that leads from one place to another.
    case hairline
    /// Rectangles from zero to x, so high upwards and downwards.
    case bars(halfHeight: Double)
    /// Steps of a front: across, then up or down.
    case front
  }

  /// The name in the legend; none for a series that explains itself.
  let name: String?
  let look: Look
  let mark: Mark
  let points: [PlotPoint]

  init(_ name: String?, _ look: Look, _ mark: Mark, _ points: [PlotPoint]) {
    self.name = name
    self.look = look
    self.mark = mark
    self.points = points
  }
}
