import Convolution

/// The gradients by their definition, in the layout of W, b and Z.
///
/// Their bounds hold for any order of the additions, and so for every strategy: an element of
/// ∂ξ/∂W and of ∂ξ/∂b sums N products, one of ΔZ at most d_out·h·h.
package struct GradientsByDefinition: Sendable {
  /// ∂ξ/∂W.
  package internal(set) var weight: SumsOfProducts
  /// ∂ξ/∂b.
  package internal(set) var bias: SumsOfProducts
  /// ΔZ ⊙ I[Z].
  package internal(set) var input: SumsOfProducts

  init(_ geometry: ConvolutionGeometry) {
    weight = SumsOfProducts(count: geometry.weightCount, terms: geometry.phiColumns)
    bias = SumsOfProducts(count: geometry.dOut, terms: geometry.phiColumns)
    input = SumsOfProducts(
      count: geometry.inputCount, terms: geometry.dOut * geometry.h * geometry.h)
  }
}
