/// A coloured rectangle around a place, one by one wide, with a text on it.
public struct PlotCell: Hashable, Sendable {
  /// Across.
  public let x: Double
  /// Upwards.
  public let y: Double
  /// 0xRRGGBB.
  public let colour: Int
  /// What it says.
  public let text: String
}
