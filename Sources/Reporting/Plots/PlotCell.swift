/// A coloured rectangle around a place, one by one wide, with a text on it.
struct PlotCell: Hashable, Sendable {
  /// Across.
  let x: Double
  /// Upwards.
  let y: Double
  /// 0xRRGGBB.
  let colour: Int
  /// What it says.
  let text: String
}
