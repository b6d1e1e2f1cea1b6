import Convolution

/// A buffer that several places may refer to; it ends with the last reference.
package final class Tensor<T: Scalar> {
  /// The elements.
  package let buffer: Buffer<T>

  init(_ buffer: consuming Buffer<T>) {
    self.buffer = buffer
  }
}

/// What a network's forward pass leaves for its backward pass, which uses it up: every layer's
/// output, and what each layer's strategy saved.
package final class ForwardTrace<T: Scalar> {
  final class Kept {
    let saved: Saved<T>

    init(_ saved: consuming Saved<T>) {
      self.saved = saved
    }
  }

  /// Every layer's Z', first to last, but the last layer's.
  var outputs: [Tensor<T>] = []
  /// First layer to last.
  var kept: [Kept] = []
  /// The last layer's Z', d_out × (b_out·a_out·l), or the Δ that somebody put in its place;
  /// nothing once the backward pass has used it up.
  package internal(set) var top: Tensor<T>?

  init() {}
}
