import Convolution

/// W and b of every layer of a network, and with momentum the velocity of each.
package final class NetworkParameters<T: Scalar & BinaryFloatingPoint> {
  /// One layer's.
  package final class OfLayer {
    /// W and b.
    package let layer: Layer<T>
    private let weightVelocity: Buffer<T>
    private let biasVelocity: Buffer<T>

    init(_ geometry: ConvolutionGeometry, keepsVelocity: Bool, memory: Memory) throws(OutOfMemory) {
      let layer = try Layer<T>(geometry, from: memory)
      let weightVelocity = try Buffer<T>(
        keepsVelocity ? geometry.weightCount : 0, from: memory, for: .weights)
      let biasVelocity = try Buffer<T>(
        keepsVelocity ? geometry.dOut : 0, from: memory, for: .weights)
      weightVelocity.vector.fill { _ in .zero }
      biasVelocity.vector.fill { _ in .zero }
      self.layer = layer
      self.weightVelocity = weightVelocity
      self.biasVelocity = biasVelocity
    }

    /// One step against a gradient: see ``Convolution/DescentKernel``.
    func descend(against gradients: borrowing Gradients<T>, rate: Double, momentum: Double) {
      let (weight, bias) = (layer.weight.vector, layer.bias.vector)
      // Other workers' shares follow the sum.
      DescentKernel(
        gradient: gradients.weight.matrix(rows: weight.count, columns: 1),
        velocity: weightVelocity.vector, parameters: weight, rate: rate, momentum: momentum
      ).executeUncounted()
      DescentKernel(
        gradient: gradients.bias.matrix(rows: bias.count, columns: 1),
        velocity: biasVelocity.vector, parameters: bias, rate: rate, momentum: momentum
      ).executeUncounted()
    }
  }

  /// First layer to last.
  package let layers: [OfLayer]

  /// Parameters that a seed determines, the same in every precision up to rounding.
  ///
  /// W is uniform in ± √(6/K), which keeps the spread of Z through ReLU; of the fully connected
  /// layer in ± √(3/K), which keeps it without. Biases and velocities are 0.
  ///
  /// Source: He, Zhang, Ren & Sun, *Delving Deep into Rectifiers*, ICCV 2015, section 2.2.
  package init(
    _ network: Network, seed: UInt64, keepsVelocity: Bool, memory: Memory
  ) throws(OutOfMemory) {
    var random = SeededGenerator(seed: seed)
    var layers: [OfLayer] = []
    for layer in network.layers {
      let geometry = layer.workload.geometry
      let parameters = try OfLayer(geometry, keepsVelocity: keepsVelocity, memory: memory)
      let spread = ((layer.isFullyConnected ? 3 : 6) / Double(geometry.phiRows)).squareRoot()
      parameters.layer.weight.vector.fill { _ in T(random.unit() * spread) }
      parameters.layer.bias.vector.fill { _ in .zero }
      layers.append(parameters)
    }
    self.layers = layers
  }
}
