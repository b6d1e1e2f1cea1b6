/// An option for each layer of a network, and what they come to together.
public struct Plan: Hashable, Sendable {
  /// First layer to last.
  public let options: [LayerOption]
  /// The most bytes that are live at once.
  public let peakBytes: Int
  /// Seconds of a step.
  public let seconds: Double
}
