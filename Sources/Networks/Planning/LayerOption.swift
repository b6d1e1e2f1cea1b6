/// One way to work on a layer, as far as a plan is concerned.
package struct LayerOption: Hashable, Sendable, Codable {
  /// The strategy's name.
  package let strategy: String
  /// Seconds of the layer's forward pass and its R backward passes.
  package let seconds: Double
  /// Bytes that live from the layer's forward to its backward pass: its output and what is saved.
  package let keptBytes: Int
  /// The most bytes that are live while the layer is worked on, beyond what the layers below keep.
  package let peakBytes: Int
  /// Bytes that a backward pass that is not the last needs beyond all that the network keeps.
  package let againBytes: Int

  /// - Precondition: the peak holds what is kept, and no value is negative.
  package init(
    strategy: String, seconds: Double, keptBytes: Int, peakBytes: Int, againBytes: Int = 0
  ) {
    precondition(seconds >= 0 && keptBytes >= 0 && againBytes >= 0, "negative costs")
    precondition(peakBytes >= keptBytes, "a layer's peak holds what it keeps")
    self.strategy = strategy
    self.seconds = seconds
    self.keptBytes = keptBytes
    self.peakBytes = peakBytes
    self.againBytes = againBytes
  }
}
