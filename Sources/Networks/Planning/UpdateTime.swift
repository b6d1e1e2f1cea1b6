import Convolution
import Measurement

/// How long changing all of a network's parameters takes, which no strategy changes.
enum UpdateTime {
  /// The median of some updates, in seconds.
  static func measure<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, of network: Network, settings: TrainingSettings
  ) throws(OutOfMemory) -> Double {
    let memory = Memory()
    let count = network.parameterCount
    let gradient = try Buffer<T>(count, from: memory, for: .gradients)
    let parameters = try Buffer<T>(count, from: memory, for: .weights)
    let velocity = try Buffer<T>(settings.momentum > 0 ? count : 0, from: memory, for: .weights)
    for vector in [gradient.vector, parameters.vector, velocity.vector] {
      vector.fill { _ in .zero }
    }
    let samples = (0..<repetitions).map { _ in
      let start = ContinuousClock.now
      DescentKernel(
        gradient: gradient.vector, velocity: velocity.vector, parameters: parameters.vector,
        rate: settings.learningRate, momentum: settings.momentum
      ).executeUncounted()
      return (ContinuousClock.now - start) / .seconds(1)
    }
    return Estimate(of: samples).median
  }

  private static let repetitions = 7
}
