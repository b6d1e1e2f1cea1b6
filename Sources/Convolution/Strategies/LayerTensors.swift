/// The parameters of one convolution layer.
package struct Layer<T: Scalar>: ~Copyable {
  /// W, d_out × K.
  package let weight: Buffer<T>
  /// b, d_out.
  package let bias: Buffer<T>

  /// Parameters with undefined values.
  ///
  /// - Throws: ``OutOfMemory``.
  package init(
    _ geometry: ConvolutionGeometry, from memory: Memory, for purpose: MemoryPurpose = .weights
  ) throws(OutOfMemory) {
    let weight = try Buffer<T>(geometry.weightCount, from: memory, for: purpose)
    let bias = try Buffer<T>(geometry.dOut, from: memory, for: purpose)
    self.weight = weight
    self.bias = bias
  }
}

/// What lives on from a layer's forward to its backward pass.
package struct Saved<T: Scalar>: ~Copyable {
  /// The choices that make P_pool, d_out × (b_out·a_out·l); empty without pooling.
  package let choices: Buffer<UInt16>
  /// What a strategy keeps of φ(pad(Z)); empty where it keeps nothing.
  package let phi: Buffer<T>

  /// What a strategy decided to keep.
  package init(choices: consuming Buffer<UInt16>, phi: consuming Buffer<T>) {
    self.choices = choices
    self.phi = phi
  }

  /// Bytes kept.
  package var bytes: Int { choices.bytes + phi.bytes }
}

/// What a layer's forward pass returns; each part may go its own way.
@frozen
package struct ForwardResult<T: Scalar>: ~Copyable {
  /// Z', d_out × (b_out·a_out·l).
  package let output: Buffer<T>
  /// What the backward pass will want.
  package let saved: Saved<T>

  /// The two together.
  package init(output: consuming Buffer<T>, saved: consuming Saved<T>) {
    self.output = output
    self.saved = saved
  }
}

/// What a layer's backward pass returns; each part may go its own way.
@frozen
package struct Gradients<T: Scalar>: ~Copyable {
  /// ∂ξ/∂W, d_out × K, in the first K·d_out elements; other workers' shares may follow.
  package let weight: Buffer<T>
  /// ∂ξ/∂b, in the first d_out elements; other workers' shares may follow.
  package let bias: Buffer<T>
  /// Δ ⊙ I[Z] of the layer below, d × (b·a·l); empty where it is not wanted.
  package let input: Buffer<T>
}
