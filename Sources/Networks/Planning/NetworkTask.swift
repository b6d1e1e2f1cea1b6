import Convolution
import Machine
import Measurement

/// One measurement of a whole network, as a process of its own can be asked for it.
package struct NetworkTask: ChildTask {
  /// What is measured.
  package enum Kind: Sendable, Codable {
    /// A step that warms up, and so many steps after it.
    case steps(Int)
    /// How long changing all parameters takes.
    case update
  }

  package let kind: Kind
  /// The layers and the loss.
  package let definition: NetworkDefinition
  /// The strategies' names, one for each convolution layer.
  package let strategies: [String]
  /// l, the learning rate and the momentum.
  package let training: TrainingSettings
  /// The scalar type of all tensors.
  package let precision: Precision
  /// Threads that share the images out.
  package let threads: Int
  /// R.
  package let reuse: Int
  /// Determines parameters, images and labels.
  package let seed: UInt64

  package init(
    _ kind: Kind, of definition: NetworkDefinition, strategies: LayerStrategies,
    training: TrainingSettings, precision: Precision, threads: Int, reuse: Int, seed: UInt64
  ) {
    self.kind = kind
    self.definition = definition
    self.strategies = strategies.names
    self.training = training
    self.precision = precision
    self.threads = threads
    self.reuse = reuse
    self.seed = seed
  }

  /// Does the measurement in this process.
  package func perform() throws -> NetworkReply {
    try BLASLibrary.require(threads: threads)
    return switch precision {
    case .float: try perform(Float.self)
    case .double: try perform(Double.self)
    }
  }

  /// Far more than what `PredictedTime` expects of the layers' steps; changing all parameters takes
  /// less than one.
  package var limitSeconds: Int? {
    guard
      let network = try? Network(
        definition, batch: training.batch, precision: precision, threads: threads, reuse: reuse),
      let strategies = try? LayerStrategies(names: strategies),
      strategies.names.count == definition.layers.count
    else {
      // The child says at once what is wrong.
      return PredictedTime.limitSeconds(workSeconds: 0)
    }
    let step = zip(network.layers, network.strategies(strategies)).reduce(0) {
      $0 + PredictedTime.stepSeconds($1.0.workload, by: $1.1)
    }
    return switch kind {
    case .steps(let count): PredictedTime.limitSeconds(workSeconds: Double(1 + count) * step)
    case .update: PredictedTime.limitSeconds(workSeconds: step)
    }
  }

  /// The answer where something stood in the way.
  package static func failed(_ reason: String) -> NetworkReply { .failed(reason) }

  private func perform<T: Scalar & BinaryFloatingPoint>(_: T.Type) throws -> NetworkReply {
    let network = try Network(
      definition, batch: training.batch, precision: precision, threads: threads, reuse: reuse)
    switch kind {
    case .steps(let count):
      return .trial(
        try NetworkTrial(
          T.self, of: definition, network: network, by: LayerStrategies(names: strategies),
          settings: training, seed: seed, steps: count))
    case .update:
      return .update(seconds: try updateSeconds(T.self, of: network))
    }
  }

  /// The median time of some changes of all parameters, which no strategy changes.
  private func updateSeconds<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, of network: Network
  ) throws(OutOfMemory) -> Double {
    let memory = Memory()
    let count = network.parameterCount
    let gradient = try Buffer<T>(count, from: memory, for: .gradients)
    let parameters = try Buffer<T>(count, from: memory, for: .weights)
    let velocity = try Buffer<T>(training.momentum > 0 ? count : 0, from: memory, for: .weights)
    for vector in [gradient.vector, parameters.vector, velocity.vector] {
      vector.fill { _ in .zero }
    }
    let samples = (0..<Self.updates).map { _ in
      let start = ContinuousClock.now
      DescentKernel(
        gradient: gradient.vector, velocity: velocity.vector, parameters: parameters.vector,
        rate: training.learningRate, momentum: training.momentum
      ).executeUncounted()
      return (ContinuousClock.now - start) / .seconds(1)
    }
    return Estimate(of: samples).median
  }

  private static let updates = 7
}

/// What a task found.
package enum NetworkReply: Sendable, Codable {
  /// Steps of the network.
  case trial(NetworkTrial)
  /// The time that changing all parameters takes.
  case update(seconds: Double)
  /// Nothing, for a reason.
  case failed(String)
}
