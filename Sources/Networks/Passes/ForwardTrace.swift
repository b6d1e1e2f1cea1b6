import Convolution

/// A buffer that several places may refer to; it ends with the last reference.
package final class Tensor<T: Scalar> {
  /// The elements.
  package let buffer: Buffer<T>

  init(_ buffer: consuming Buffer<T>) {
    self.buffer = buffer
  }
}

/// What a network's forward pass leaves for its backward pass, which uses it up.
package final class ForwardTrace<T: Scalar> {
  /// What a layer's backward pass needs: its Z, and what its strategy saved.
  final class Kept {
    let input: Tensor<T>
    let saved: Saved<T>

    init(_ input: Tensor<T>, _ saved: consuming Saved<T>) {
      self.input = input
      self.saved = saved
    }
  }

  /// Z of the first layer, which is there as long as this is.
  let images: Tensor<T>
  /// First layer to last.
  var kept: [Kept] = []
  /// The last layer's Z', d_out × (b_out·a_out·l), or the Δ that somebody put in its place;
  /// nothing once the backward pass has used it up.
  package internal(set) var top: Tensor<T>?

  init(images: Tensor<T>) {
    self.images = images
  }
}
