/// An option for each layer of a network, and what they come to together.
package struct Plan: Hashable, Sendable {
  /// First layer to last.
  package let options: [LayerOption]
  /// The most bytes that are live at once.
  package let peakBytes: Int
  /// Seconds of a step.
  package let seconds: Double
}
