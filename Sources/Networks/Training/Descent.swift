import Convolution

/// A network under stochastic gradient with momentum: its parameters, and one step of them.
///
/// Each layer's parameters are changed as soon as its gradients are there, which are then given
/// back: the layers below do not need them.
package final class Descent<T: Scalar & BinaryFloatingPoint> {
  /// Where all buffers come from.
  package let memory: Memory
  /// W and b of each layer.
  package let parameters: NetworkParameters<T>

  private let definition: NetworkDefinition
  private let network: Network
  private let strategies: LayerStrategies
  private let settings: TrainingSettings
  private var passesByBatch: [Int: NetworkPasses<T>] = [:]

  /// A network at its start: `network` is that of the definition with its largest mini-batch, and `seed`
  /// determines the parameters.
  package init(
    _ definition: NetworkDefinition, network: Network, by strategies: LayerStrategies,
    settings: TrainingSettings, seed: UInt64
  ) throws(OutOfMemory) {
    let keepsVelocity = settings.momentum > 0
    let formula = NetworkMemoryFormula(network, by: strategies, keepsVelocity: keepsVelocity)
    self.definition = definition
    self.network = network
    self.strategies = strategies
    self.settings = settings
    memory = Memory(recyclesWithin: formula.peakBytes)
    parameters = try NetworkParameters(
      network, seed: seed, keepsVelocity: keepsVelocity, memory: memory)
  }

  /// What one step found.
  package struct Step: Sendable {
    /// The loss before the step.
    package let loss: Loss.Value
    /// From the images to the changed parameters.
    package let duration: Duration
    /// The part of it that changed the parameters.
    package let update: Duration
  }

  /// One step of a mini-batch, with a label for each image, and Z, d × (b·a·l), which `fill` writes; parameters
  /// stay as they are where the loss is not finite. `moment` is told of each moment when it is over.
  package func step(
    labels: [Int], moment: (NetworkMoment) -> Void = { _ in }, fill: (Matrix<T>) -> Void
  ) throws -> Step {
    let passes = try passes(images: labels.count)
    let input = try images(passes, fill)
    let start = ContinuousClock.now
    let trace = try passes.forward(parameters, input: input, moment: moment)
    let loss = differentiate(trace, labels)
    moment(.loss)
    guard loss.mean.isFinite else {
      return Step(loss: loss, duration: .now - start, update: .zero)
    }
    var update = Duration.zero
    try passes.backward(parameters, trace: trace, moment: moment) { layer, found in
      let start = ContinuousClock.now
      parameters.layers[layer].descend(
        against: found, rate: settings.learningRate, momentum: settings.momentum)
      update += .now - start
    }
    return Step(loss: loss, duration: .now - start, update: update)
  }

  /// How many images of a mini-batch the largest output classifies rightly.
  func correct(labels: [Int], fill: (Matrix<T>) -> Void) throws -> Int {
    let passes = try passes(images: labels.count)
    let outputs = try passes.outputs(parameters, input: try images(passes, fill))
    return differentiate(outputs, labels).correct
  }

  private func images(
    _ passes: NetworkPasses<T>, _ fill: (Matrix<T>) -> Void
  ) throws(OutOfMemory) -> Tensor<T> {
    let geometry = passes.network.layers[0].workload.geometry
    let input = Tensor(try Buffer<T>(geometry.inputCount, from: memory, for: .inputs))
    fill(input.buffer.matrix(rows: geometry.d, columns: geometry.pixelsPerImage * geometry.l))
    return input
  }

  /// In a function of its own, so that nobody holds the outputs any more when it returns.
  private func differentiate(_ trace: ForwardTrace<T>, _ labels: [Int]) -> Loss.Value {
    guard let top = trace.top else { preconditionFailure("a network without a layer") }
    return differentiate(top, labels)
  }

  private func differentiate(_ outputs: Tensor<T>, _ labels: [Int]) -> Loss.Value {
    definition.loss.differentiate(
      outputs.buffer.matrix(rows: definition.classes, columns: labels.count), labels: labels)
  }

  /// Passes of a mini-batch, the last and smaller one of an epoch included.
  private func passes(images: Int) throws(NetworkError) -> NetworkPasses<T> {
    if let passes = passesByBatch[images] { return passes }
    let first = network.layers[0].workload
    let smaller = try Network(
      definition, batch: images, precision: first.precision, threads: first.threads,
      reuse: first.reuse)
    let passes = NetworkPasses<T>(smaller, by: strategies, memory: memory)
    passesByBatch[images] = passes
    return passes
  }
}
