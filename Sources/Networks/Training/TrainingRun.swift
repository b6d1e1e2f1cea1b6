import Convolution
import Machine
import Measurement

/// The training of a network on real images by one mix of strategies.
///
/// Everything that is pseudo-random follows from the seed alone, so that all strategies see the
/// same parameters and the same images in the same order.
package struct TrainingRun: Sendable {
  /// The layers and the loss.
  package let definition: NetworkDefinition
  /// One for each convolution layer.
  package let strategies: LayerStrategies
  /// Epochs, mini-batch, learning rate and momentum.
  package let settings: TrainingSettings
  /// The scalar type of all tensors.
  package let precision: Precision
  /// Threads that share the images out.
  package let threads: Int
  /// Determines parameters and order.
  package let seed: UInt64

  package init(
    _ definition: NetworkDefinition, by strategies: LayerStrategies, settings: TrainingSettings,
    precision: Precision = .float, threads: Int = 1, seed: UInt64 = 1
  ) {
    self.definition = definition
    self.strategies = strategies
    self.settings = settings
    self.precision = precision
    self.threads = threads
    self.seed = seed
  }

  /// Is told of a step: epoch and step from 1, and the steps of an epoch.
  package typealias StepObserver = (_ epoch: Int, _ step: Int, _ steps: Int) -> Void

  /// Trains, and tries the network on test images after each epoch; the first step of each epoch is checked.
  /// `willStep` is told of each step before it begins, `didEpoch` of each epoch when it is over.
  package func run(
    on images: TrainingData, testImages: TrainingData? = nil,
    willStep: StepObserver = { _, _, _ in }, didEpoch: (EpochRecord) -> Void = { _ in }
  ) throws -> TrainingResult {
    guard settings.batch <= images.count else {
      throw Refusal(
        .usage,
        "a mini-batch of \(settings.batch) is more than the \(images.count) images that there are")
    }
    let network = try Network(
      definition, batch: settings.batch, precision: precision, threads: threads)
    return switch precision {
    case .float: try run(Float.self, network, images, testImages, willStep, didEpoch)
    case .double: try run(Double.self, network, images, testImages, willStep, didEpoch)
    }
  }

  private func run<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, _ network: Network, _ images: TrainingData, _ testImages: TrainingData?,
    _ willStep: StepObserver, _ didEpoch: (EpochRecord) -> Void
  ) throws -> TrainingResult {
    var level = try ResidentLevel(
      beforeNetworksOf: T.self, workload: network.layers[0].workload)
    let descent = try Descent<T>(
      definition, network: network, by: strategies, settings: settings, seed: seed)
    let check = try StepCheck<T>(
      definition, by: strategies, workload: network.layers[0].workload)
    var random = SeededGenerator(seed: seed)
    var epochs: [EpochRecord] = []
    var steps: [Double] = []
    for epoch in 1...settings.epochs {
      let batches = Self.batches(
        (0..<images.count).shuffled(using: &random), of: settings.batch)
      try level.leavingOut {
        let few = batches[0].prefix(check.images)
        let mismatch = try check.mismatch(descent.parameters, labels: images.labels(few)) {
          images.fill($0, with: few)
        }
        guard let (layer, strategy, comparison) = mismatch else { return }
        throw Refusal(
          .negative,
          "\(strategy) computes wrong in layer '\(layer)' at epoch \(epoch), step 1: \(comparison), which is "
            + "more than rounding explains; phibench check tells more")
      }
      var losses = 0.0
      var correct = 0
      var times: [Double] = []
      for (index, batch) in batches.enumerated() {
        willStep(epoch, index + 1, batches.count)
        let step = try descent.step(labels: images.labels(batch)) {
          images.fill($0, with: batch)
        }
        guard step.loss.mean.isFinite else {
          throw Refusal(
            .negative,
            "the loss is \(step.loss.mean) at epoch \(epoch), step \(index + 1): a smaller learning "
              + "rate than \(settings.learningRate) may help")
        }
        losses += step.loss.mean * Double(batch.count)
        correct += step.loss.correct
        // The rest of the images is a smaller step.
        if batch.count == settings.batch { times.append(step.duration / .seconds(1)) }
      }
      let record = EpochRecord(
        epoch: epoch, loss: losses / Double(images.count),
        accuracy: Double(correct) / Double(images.count),
        testAccuracy: try testImages.map { try accuracy(of: descent, on: $0) },
        step: Estimate(of: times))
      steps += times
      epochs.append(record)
      didEpoch(record)
    }
    return TrainingResult(
      epochs: epochs, step: Estimate(of: steps), peakBytes: descent.memory.peak.total,
      peakBytesFormula: NetworkMemoryFormula(
        network, by: strategies, keepsVelocity: settings.momentum > 0
      ).peakBytes,
      rssPeakBytes: level.peakBytes)
  }

  private func accuracy<T>(of descent: Descent<T>, on data: TrainingData) throws -> Double {
    var correct = 0
    for batch in Self.batches(Array(0..<data.count), of: settings.batch) {
      correct += try descent.correct(labels: data.labels(batch)) { data.fill($0, with: batch) }
    }
    return Double(correct) / Double(data.count)
  }

  private static func batches(_ images: [Int], of size: Int) -> [ArraySlice<Int>] {
    stride(from: 0, to: images.count, by: size).map {
      images[$0..<min($0 + size, images.count)]
    }
  }
}

/// What an epoch came to.
package struct EpochRecord: Hashable, Sendable, Codable {
  /// Its number, from 1.
  package let epoch: Int
  /// The mean loss over its images, each before its own step.
  package let loss: Double
  /// The part of its images that was classified rightly before their step.
  package let accuracy: Double
  /// The part of the test images that is classified rightly after it.
  package let testAccuracy: Double?
  /// Seconds of a step with a full mini-batch.
  package let step: Estimate
}

/// What a training came to.
package struct TrainingResult: Hashable, Sendable, Codable {
  package let epochs: [EpochRecord]
  /// Seconds of a step with a full mini-batch, over all epochs.
  package let step: Estimate
  /// The most bytes that were live at once: parameters, velocities and images included.
  package let peakBytes: Int
  /// The same by formula.
  package let peakBytesFormula: Int
  /// The most bytes that were resident beyond the level before; `nil` where the kernel does not
  /// tell.
  package let rssPeakBytes: Int?
}
