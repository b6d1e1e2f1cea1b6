/// How a network is trained by stochastic gradient with momentum.
package struct TrainingSettings: Hashable, Sendable, Codable {
  /// Passes over all training images.
  package var epochs = 10
  /// l: images in a mini-batch.
  package var batch = 64
  /// η.
  package var learningRate = 0.01
  /// μ; without it, 0, no velocity is kept.
  package var momentum = 0.9

  /// More is a slip.
  package static let mostEpochs = 1_000_000

  /// Whether a learning rate makes sense.
  package static func isLearningRate(_ value: Double) -> Bool { value > 0 && value.isFinite }

  /// Whether a momentum makes sense: at 1 and above old gradients never fade.
  package static func isMomentum(_ value: Double) -> Bool { value >= 0 && value < 1 }
}
