/// How a network is trained by stochastic gradient with momentum.
package struct TrainingSettings: Hashable, Sendable, Codable {
  /// Passes over all training images.
  package var epochs: Int
  /// l: images in a mini-batch.
  package var batch: Int
  /// η.
  package var learningRate: Double
  /// μ; without it, 0, no velocity is kept.
  package var momentum: Double

  /// What a network that says nothing is trained with.
  package init(
    epochs: Int = 10, batch: Int = 64, learningRate: Double = 0.01, momentum: Double = 0.9
  ) {
    self.epochs = epochs
    self.batch = batch
    self.learningRate = learningRate
    self.momentum = momentum
  }

  /// More is a slip.
  package static let mostEpochs = 1_000_000

  /// Whether a learning rate makes sense.
  package static func isLearningRate(_ value: Double) -> Bool { value > 0 && value.isFinite }

  /// Whether a momentum makes sense: at 1 and above old gradients never fade.
  package static func isMomentum(_ value: Double) -> Bool { value >= 0 && value < 1 }
}
