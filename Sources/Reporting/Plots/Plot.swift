/// What is drawn in a figure, before a program draws it: x goes across, y upwards.
struct Plot: Sendable {
  /// A coloured rectangle around a place, one by one wide, with a text on it.
  struct Cell: Hashable, Sendable {
    let x: Double
    let y: Double
    /// 0xRRGGBB.
    let colour: Int
    let text: String
  }

  /// A text that begins at a place, to the right of it or upright above it.
  struct Label: Hashable, Sendable {
    let x: Double
    let y: Double
    let text: String
    var isUpright = false
  }

  /// Width and height in CSS pixels; figures scale.
  var size = (width: 440, height: 340)
  var x: PlotAxis
  var y: PlotAxis
  var series: [PlotSeries] = []
  /// Those of a map.
  var cells: [Cell] = []
  var labels: [Label] = []
}
