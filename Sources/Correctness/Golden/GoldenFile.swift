import Convolution

/// One forward and backward pass of a small network, as an independent implementation computed it.
///
/// The format is described in docs/golden-format.md. All values are kept in the layout of
/// ``/Convolution/ConvolutionGeometry``, whatever the file's is, and every size, shape and value was
/// validated when the file was read.
///
/// The file's `loss` is left alone: it does not follow from what the file holds. It is no function
/// of Z' and Δ that a definition suggests, such as ½‖Z'‖², ½‖Δ‖² or ⟨Δ, Z'⟩; that it lies near
/// ½⟨Δ, Z'⟩ in most files fits a squared error of a fully connected layer above the last one, with
/// gradient Δ = 2 Aᵀ(A z − y), but neither that layer nor its targets are there.
package struct GoldenFile: Sendable {
  /// A layer's parameters, and what was computed with them.
  package struct Layer: Sendable {
    package let geometry: ConvolutionGeometry
    /// W.
    package let weight: [Double]
    /// b.
    package let bias: [Double]
    /// φ(pad(Z)), where the file has it.
    package let phi: [Double]?
    /// Z'.
    package let output: [Double]
    /// ∂ξ/∂W.
    package let weightGradient: [Double]
    /// ∂ξ/∂b.
    package let biasGradient: [Double]
  }

  /// The network's layers; each one's output is the next one's input.
  package let layers: [Layer]
  /// Z of the first layer.
  package let input: [Double]
  /// Δ of the last layer's output, masked by I[Z'].
  package let delta: [Double]

  /// The most elements of φ(pad(Z)) or S that a layer may have: 1 GiB in double precision.
  ///
  /// A few numbers of a file may name a layer that no machine can compute; a real reference is far
  /// smaller, as it lists its results.
  package static let largestLayer = 1 << 27
}
