import Convolution

/// The numbers that one layer's step is given.
package struct LayerProblem: Sendable {
  package let geometry: ConvolutionGeometry
  /// Z, d × (b·a·l).
  package var input: [Double]
  /// W, d_out × K.
  package var weight: [Double]
  /// b, d_out.
  package var bias: [Double]
  /// Δ, d_out × (b_out·a_out·l).
  package var delta: [Double]

  /// Numbers as given.
  ///
  /// - Precondition: each array has the geometry's count.
  package init(
    _ geometry: ConvolutionGeometry, input: [Double], weight: [Double], bias: [Double],
    delta: [Double]
  ) {
    precondition(input.count == geometry.inputCount && weight.count == geometry.weightCount)
    precondition(bias.count == geometry.dOut && delta.count == geometry.outputCount)
    self.geometry = geometry
    self.input = input
    self.weight = weight
    self.bias = bias
    self.delta = delta
  }

  /// Numbers that a seed determines, uniform in [−1, 1); Δ is not masked yet.
  ///
  /// They are multiples of 2⁻²³ for float and of 2⁻⁴⁶ for double: exact in the precision, and with
  /// enough digits that their products are rounded in it.
  package init(_ geometry: ConvolutionGeometry, seed: UInt64, precision: Precision = .double) {
    var random = SeededGenerator(seed: seed)
    func number() -> Double {
      let leading = random.unit()
      return precision == .float ? leading : leading + (random.unit() + 1) * 0x1p-24
    }
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in number() } }
    self.init(
      geometry, input: numbers(geometry.inputCount), weight: numbers(geometry.weightCount),
      bias: numbers(geometry.dOut), delta: numbers(geometry.outputCount))
  }

  /// The slides' f(A) = max(A11, A12; A21, A22) with A11 above the others, as a layer whose filter
  /// changes nothing; Δ is 1, so that ΔZ is ∇f(A) = (1, 0, 0, 0).
  ///
  /// Source: slides, *Pooling and differentiability*.
  package static let slidesMaximum: LayerProblem? = {
    let geometry = try? ConvolutionGeometry(l: 1, d: 1, a: 2, b: 2, dOut: 1, h: 1, pool: 2)
    return geometry.map {
      LayerProblem($0, input: [4, 1, 2, 3], weight: [1], bias: [0], delta: [1])
    }
  }()
}
