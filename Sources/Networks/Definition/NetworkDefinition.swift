import Convolution

/// Convolution layers and a fully connected last one, before it is known how many images a
/// mini-batch has.
///
/// Each layer takes what the one before it gives. A convolution layer is the slides': convolution,
/// bias, ReLU, max pooling. A fully connected layer in the middle of a network is a convolution
/// whose filter covers its whole input, or a 1 × 1 one after it. The last layer has neither ReLU nor
/// pooling: o = A vec(Z) + c, one output for each class.
package struct NetworkDefinition: Hashable, Sendable, Codable {
  /// A convolution layer: what its input does not determine.
  package struct Layer: Hashable, Sendable, Codable {
    /// The name.
    package var name: String
    /// d_out: channels of the output.
    package var dOut: Int
    /// h: height and width of the filter.
    package var h: Int
    /// Distance between neighbouring sub-images.
    package var stride: Int
    /// Zeros on each side of each channel.
    package var padding: Int
    /// Pooling window and its stride; 1 is none.
    package var pool: Int
    /// What the author says the layer takes, channels, height and width; `nil` where he does not.
    package var statedInput: [Int?]
    /// The strategy's name, where one is chosen.
    package var strategy: String?

    /// A layer.
    package init(
      name: String, dOut: Int, h: Int, stride: Int = 1, padding: Int = 0, pool: Int = 1,
      statedInput: [Int?] = [nil, nil, nil], strategy: String? = nil
    ) {
      self.name = name
      self.dOut = dOut
      self.h = h
      self.stride = stride
      self.padding = padding
      self.pool = pool
      self.statedInput = statedInput
      self.strategy = strategy
    }
  }

  /// What it is, and where it was published.
  package var description: String
  /// The images that it takes.
  package var input: ImageShape
  /// The convolution layers, first to last; at least one.
  package var layers: [Layer]
  /// Outputs of the fully connected last layer.
  package var classes: Int
  /// What is made small.
  package var loss: Loss
  /// How it is trained unless somebody says otherwise.
  package var training: TrainingSettings

  /// A definition as given; ``Network`` finds out whether its sizes fit together.
  package init(
    description: String = "", input: ImageShape, layers: [Layer], classes: Int,
    loss: Loss = .crossEntropy, training: TrainingSettings = TrainingSettings()
  ) {
    self.description = description
    self.input = input
    self.layers = layers
    self.classes = classes
    self.loss = loss
    self.training = training
  }

  /// The strategies of its layers; `nil` unless all layers have one.
  package var strategies: LayerStrategies? {
    let names = layers.compactMap(\.strategy)
    guard names.count == layers.count else { return nil }
    return try? LayerStrategies(names: names)
  }

  /// The same network with a strategy for each of its layers.
  ///
  /// - Precondition: there are as many.
  package func with(_ strategies: LayerStrategies) -> NetworkDefinition {
    precondition(strategies.all.count == layers.count, "a strategy for each layer")
    var definition = self
    for (index, strategy) in strategies.all.enumerated() {
      definition.layers[index].strategy = strategy.name
    }
    return definition
  }
}
