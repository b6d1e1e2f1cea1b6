import Convolution

/// Convolution layers and a fully connected last one, before it is known how many images a
/// mini-batch has.
///
/// Each layer takes what the one before it gives. A convolution layer is the slides': convolution,
/// bias, ReLU, max pooling. A fully connected layer in the middle of a network is a convolution
/// whose filter covers its whole input, or a 1 × 1 one after it. The last layer has neither ReLU nor
/// pooling: o = A vec(Z) + c, one output for each class.
package struct NetworkDefinition: Hashable, Sendable, Codable {
  /// A convolution layer: what its author says of it.
  package struct Layer: Hashable, Sendable, Codable {
    package var name: String
    /// Its own sizes, of which one that is missing has the least value (stride 1, no padding, no
    /// pooling), and what it takes, d, a and b, where that is said.
    package var sizes: [Parameter: Int]
    /// The strategy's name, where one is chosen.
    package var strategy: String?

    package init(name: String, _ sizes: [Parameter: Int], strategy: String? = nil) {
      self.name = name
      self.sizes = sizes
      self.strategy = strategy
    }

    /// One of its own sizes.
    func size(_ parameter: Parameter) -> Int { sizes[parameter] ?? parameter.bounds.lowerBound }

    /// The sizes that a layer may state: all but l, which is the network's.
    static let parameters = Parameter.allCases.filter { $0.isSize && $0 != .l }
  }

  /// What it is, and where it was published.
  package var description = ""
  /// The images that it takes.
  package var input: ImageShape
  /// The convolution layers, first to last; at least one.
  package var layers: [Layer]
  /// Outputs of the fully connected last layer.
  package var classes: Int
  package var loss = Loss.crossEntropy
  /// How it is trained unless somebody says otherwise.
  package var training = TrainingSettings()

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
