import Convolution
import Correctness
import Foundation
import Measurement
import Testing

@testable import Networks

/// Gradients of whole networks, with a strategy of its own for each layer.
@Suite struct GradientTests {
  private static let goldenFiles = [
    "one-layer-5x5-pad2-pool2", "three-layers-mnist-demo-shape", "two-layers-odd-pool",
    "two-layers-pool",
  ]

  /// Every mix of strategies against another implementation's results.
  @Test(arguments: goldenFiles, [1, 2])
  func everyMixOfStrategiesHasTheReferencesGradients(name: String, threads: Int) throws {
    let path = Networks.file("Tests/CorrectnessTests/Golden/\(name).json")
    let file = try GoldenFile(Data(contentsOf: path))
    let network = Network(
      layers: file.layers.enumerated().map { index, layer in
        Network.Layer(
          name: "\(index)",
          workload: Workload(
            geometry: layer.geometry, inputGradient: index > 0, precision: .double,
            threads: threads),
          isFullyConnected: false)
      })
    for mix in Networks.mixes(file.layers.count) {
      let memory = Memory()
      let parameters = try NetworkParameters<Double>(
        network, seed: 1, keepsVelocity: false, memory: memory)
      for (layer, reference) in zip(parameters.layers, file.layers) {
        layer.layer.weight.vector.fill(with: reference.weight)
        layer.layer.bias.vector.fill(with: reference.bias)
      }
      let input = Tensor(try Buffer<Double>(file.input.count, from: memory, for: .inputs))
      input.buffer.vector.fill(with: file.input)
      let passes = NetworkPasses<Double>(network, by: mix, memory: memory)
      let trace = try passes.forward(parameters, input: input)
      let output = trace.top.map { $0.buffer.vector.copied() }
      expect(output ?? [], file.layers[file.layers.count - 1].output, "Z' of \(mix.names)")
      trace.top?.buffer.vector.fill(with: file.delta)
      try passes.backward(parameters, trace: trace) { layer, found in
        let reference = file.layers[layer]
        expect(
          found.weight.matrix(rows: reference.weight.count, columns: 1).copied(),
          reference.weightGradient, "∂ξ/∂W of layer \(layer), \(mix.names)")
        expect(
          found.bias.matrix(rows: reference.bias.count, columns: 1).copied(),
          reference.biasGradient, "∂ξ/∂b of layer \(layer), \(mix.names)")
      }
    }
  }

  private func expect(_ actual: [Double], _ expected: [Double], _ what: String) {
    let scale = expected.reduce(0) { max($0, abs($1)) }
    let error = zip(actual, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(actual.count == expected.count)
    #expect(error <= GoldenCheck.tolerance * scale, "\(what)")
  }

  /// Every mix of strategies and both losses against central differences of the loss, at some
  /// coordinates of W and b of every layer, the fully connected one included.
  ///
  /// The loss is smooth but at kinks, which the seed's problem does not come near: with ε = 10⁻⁵ a
  /// difference is off by some ε² and by some 10⁻¹⁶/ε of rounding.
  @Test(arguments: Loss.allCases)
  func everyMixOfStrategiesHasTheGradientsOfTheLoss(loss: Loss) throws {
    var definition = Networks.small
    definition.loss = loss
    let network = try Network(definition, batch: 3, precision: .double)
    let labels = [2, 0, 1]
    let memory = Memory()
    let parameters = try NetworkParameters<Double>(
      network, seed: 9, keepsVelocity: false, memory: memory)
    let input = Tensor(
      try Buffer<Double>(
        network.layers[0].workload.geometry.inputCount, from: memory, for: .inputs))
    var random = SeededGenerator(seed: 11)
    input.buffer.vector.fill { _ in random.unit() }
    for layer in parameters.layers { layer.layer.bias.vector.fill { _ in random.unit() / 4 } }

    func value(_ passes: NetworkPasses<Double>) throws -> Double {
      let outputs = try passes.outputs(parameters, input: input)
      return loss.differentiate(
        outputs.buffer.matrix(rows: definition.classes, columns: 3), labels: labels
      ).mean
    }
    let plain = NetworkPasses<Double>(
      network, by: LayerStrategies(Cached(), count: 4), memory: memory)
    let step = 1e-5
    func slopes(_ parameter: Matrix<Double>) throws -> [(index: Int, slope: Double)] {
      try (0..<4).map { part in
        let index = parameter.count * part / 4
        let start = parameter[index, 0]
        parameter[index, 0] = start + step
        let above = try value(plain)
        parameter[index, 0] = start - step
        let below = try value(plain)
        parameter[index, 0] = start
        return (index, (above - below) / (2 * step))
      }
    }
    let weights = try parameters.layers.map { try slopes($0.layer.weight.vector) }
    let biases = try parameters.layers.map { try slopes($0.layer.bias.vector) }
    for mix in Networks.mixes(4) {
      let passes = NetworkPasses<Double>(network, by: mix, memory: memory)
      let trace = try passes.forward(parameters, input: input)
      let outputs = trace.top.map { $0.buffer.matrix(rows: definition.classes, columns: 3) }
      let top = try #require(outputs)
      _ = loss.differentiate(top, labels: labels)
      try passes.backward(parameters, trace: trace) { layer, found in
        for (gradient, slopes) in [
          (found.weight.vector, weights[layer]), (found.bias.vector, biases[layer]),
        ] {
          for (index, slope) in slopes {
            #expect(
              abs(gradient[index, 0] - slope) <= 1e-7 * max(1, abs(slope)),
              "layer \(layer), element \(index), \(mix.names)")
          }
        }
      }
    }
    #expect((weights + biases).allSatisfy { $0.contains { abs($0.slope) > 1e-4 } })
  }

  @Test func theLossesAndTheirGradientsAreTheDefinitions() throws {
    let memory = Memory()
    let outputs = try Buffer<Double>(6, from: memory, for: .activations)
    let z = outputs.matrix(rows: 3, columns: 2)
    outputs.vector.fill(with: [1, 2, -1, 0, 0, 0])
    let squared = Loss.squared.differentiate(z, labels: [1, 2])
    // ((1² + 1² + 1²) + 1²)/2, and 2(z − y)/2.
    #expect(squared.mean == 2)
    #expect(squared.correct == 2)
    #expect(outputs.vector.copied() == [1, 1, -1, 0, 0, -1])

    // exp(1000) would overflow.
    outputs.vector.fill(with: [1000, 1000, 1000, log(3.0), 0, 0])
    let entropy = Loss.crossEntropy.differentiate(z, labels: [0, 1])
    #expect(abs(entropy.mean - (log(3.0) + log(5.0)) / 2) < 1e-13)
    #expect(entropy.correct == 1)
    // (softmax − y)/2 of (1/3, 1/3, 1/3) and (3/5, 1/5, 1/5).
    let expected: [Double] = [-1 / 3, 1 / 6, 1 / 6, 3 / 10, -2 / 5, 1 / 10]
    for (found, right) in zip(outputs.vector.copied(), expected) {
      #expect(abs(found - right) < 1e-15)
    }
  }
}
