import Convolution
import Measurement
import Sweeps

extension SweepDefinition {
  /// The layers of a network as points, the fully connected one included, with the network's
  /// mini-batch; a plan's strategies take turns, else all do.
  package init(_ definition: NetworkDefinition) throws(NetworkError) {
    self.init()
    let network = try Network(definition, batch: definition.training.batch)
    layers = network.layers.map { layer in
      var template = LayerTemplate()
      template.name = layer.name
      template.inputGradient = layer.workload.inputGradient
      for parameter in Parameter.allCases where parameter.isSize {
        template.values[parameter] = parameter.value(of: layer.workload).map { .number($0) }
      }
      return template
    }
    if let names = definition.strategies?.names {
      let used = Set(names + [Network.fullyConnectedStrategy.name])
      strategies = strategies.filter(used.contains)
    }
  }
}
