/// A coloured rectangle around a place, one by one wide, with a text on it.
package struct PlotCell: Hashable, Sendable {
  /// Across.
  package let x: Double
  /// Upwards.
  package let y: Double
  /// 0xRRGGBB.
  package let colour: Int
  /// What it says.
  package let text: String
}
