import Convolution
import Machine
import Sweeps

extension NetworkDefinition {
  private enum Key: String, CaseIterable {
    case description, input, strategy, layers, classes, loss, training
  }

  private enum TrainingKey: String, CaseIterable {
    case epochs, batch
    case learningRate = "learning_rate"
    case momentum
  }

  /// Whether a YAML text is meant to be a network rather than a sweep: it has the key `input`.
  package static func isNetwork(yaml text: String, file: String) throws(Refusal) -> Bool {
    try YAMLNode(text: text, file: file).value(Key.input.rawValue) != nil
  }

  /// The network that a YAML file defines; its sizes fit together. Refused with file, line and key of the first
  /// thing that does not do.
  package init(yaml text: String, file: String) throws(Refusal) {
    let root = try YAMLNode(text: text, file: file)
    let entries = try root.mapping(Key.allCases.map(\.rawValue))
    func node(_ key: Key) -> YAMLNode? { entries.first { $0.key == key.rawValue }?.value }
    func needed(_ key: Key) throws(Refusal) -> YAMLNode {
      guard let node = node(key) else { throw root.error("the key '\(key.rawValue)' is missing") }
      return node
    }

    let strategy = try node(.strategy).map { node throws(Refusal) in
      try Self.strategy(node)
    }
    let layersNode = try needed(.layers)
    let layers = try layersNode.sequence().map { node throws(Refusal) in
      (node, try Self.layer(node, strategy: strategy))
    }
    if layers.isEmpty { throw layersNode.error("a network needs a layer") }
    self.init(
      description: try node(.description)?.text() ?? "", input: try Self.shape(try needed(.input)),
      layers: layers.map(\.1), classes: try Self.count(try needed(.classes)))
    if let node = node(.loss) { loss = try node.choice() }
    if let node = node(.training) { training = try Self.training(node) }

    var names: Set<String> = [Network.lastLayer]
    for (node, layer) in layers {
      guard names.insert(layer.name).inserted else {
        throw node.error("the name '\(layer.name)' is taken")
      }
      // One or none: half a plan is a slip.
      if layer.strategy == nil, layers.contains(where: { $0.1.strategy != nil }) {
        throw node.error("layer '\(layer.name)' has no strategy, but others have")
      }
    }
    do throws(NetworkError) { _ = try Network(self, batch: 1) } catch {
      let place = layers.first { error.layer == $0.1.name }?.0
      throw (place ?? layersNode).error("\(error)")
    }
    // Without a mini-batch of its own, whoever uses it says how many images.
    if let node = node(.training)?.value(TrainingKey.batch.rawValue) {
      let definition = self
      _ = try node.locating { () throws(NetworkError) in
        try Network(definition, batch: definition.training.batch)
      }
    }
  }

  private static func shape(_ node: YAMLNode) throws(Refusal) -> ImageShape {
    var sizes: [String: Int] = [:]
    for (key, value) in try node.mapping(["d", "a", "b"]) { sizes[key] = try count(value) }
    guard let d = sizes["d"], let a = sizes["a"], let b = sizes["b"] else {
      throw node.error("d, a and b are needed: channels, height and width")
    }
    return ImageShape(d: d, a: a, b: b)
  }

  private static func layer(
    _ node: YAMLNode, strategy: String?
  ) throws(Refusal) -> Layer {
    var layer = Layer(name: "", [:], strategy: strategy)
    var same: YAMLNode?
    let keys = ["name"] + Layer.parameters.map(\.rawValue) + ["strategy"]
    for (key, value) in try node.mapping(keys) {
      guard let parameter = Parameter(rawValue: key) else {
        if key == "name" {
          layer.name = try value.text()
        } else {
          layer.strategy = try self.strategy(value)
        }
        continue
      }
      switch parameter.words[try value.text()] {
      case .number(let number): layer.sizes[parameter] = number
      case .same: same = value
      case nil:
        layer.sizes[parameter] = try count(value, from: parameter.bounds.lowerBound)
      }
    }
    guard !layer.name.isEmpty else { throw node.error("a layer needs a name") }
    guard layer.sizes[.dOut] != nil, layer.sizes[.h] != nil else {
      throw node.error("layer '\(layer.name)' needs d_out and h")
    }
    if let same {
      let size = layer.size
      layer.sizes[.padding] = try same.locating { () throws(GeometryError) in
        try ConvolutionGeometry.samePadding(size)
      }
    }
    return layer
  }

  private static func strategy(_ node: YAMLNode) throws(Refusal) -> String {
    let name = try node.text()
    do { _ = try LayerStrategies(names: [name]) } catch { throw node.error("\(error)") }
    return name
  }

  private static func training(_ node: YAMLNode) throws(Refusal) -> TrainingSettings {
    var settings = TrainingSettings()
    for (key, value) in try node.mapping(TrainingKey.allCases.map(\.rawValue)) {
      switch TrainingKey(rawValue: key) {
      case .epochs:
        settings.epochs = try count(value)
        guard settings.epochs <= TrainingSettings.mostEpochs else {
          throw value.error("this must be at most \(TrainingSettings.mostEpochs)")
        }
      case .batch: settings.batch = try count(value)
      case .learningRate:
        settings.learningRate = try value.number()
        guard TrainingSettings.isLearningRate(settings.learningRate) else {
          throw value.error("this must be above 0")
        }
      case .momentum:
        settings.momentum = try value.number()
        guard TrainingSettings.isMomentum(settings.momentum) else {
          throw value.error("this must be at least 0 and below 1")
        }
      case nil: continue
      }
    }
    return settings
  }

  private static func count(_ node: YAMLNode, from least: Int = 1) throws(Refusal) -> Int {
    let value: Int = try node.count()
    guard value >= least else { throw node.error("this must be at least \(least)") }
    return value
  }
}

extension NetworkError {
  /// The layer that it is about, if it is about one.
  fileprivate var layer: String? {
    switch self {
    case .doesNotFit(let layer, _, _, _, _), .geometry(let layer, _, _, _), .tooLarge(let layer):
      layer
    case .setting: nil
    }
  }
}
