import Measurement
import Sweeps

extension SweepDefinition {
  /// The layers of a network as points, the fully connected one included, with the network's
  /// mini-batch; a plan's strategies take turns, else all do.
  ///
  /// - Throws: ``NetworkError``.
  package init(_ definition: NetworkDefinition) throws(NetworkError) {
    self.init()
    let network = try Network(definition, batch: definition.training.batch)
    layers = network.layers.map { layer in
      let geometry = layer.workload.geometry
      var template = LayerTemplate.standard
      template.name = layer.name
      template.inputGradient = layer.workload.inputGradient
      for (parameter, value) in [
        (Parameter.l, geometry.l), (.d, geometry.d), (.a, geometry.a), (.b, geometry.b),
        (.dOut, geometry.dOut), (.h, geometry.h), (.stride, geometry.stride),
        (.padding, geometry.padding), (.pool, geometry.pool),
      ] {
        template.values[parameter] = .number(value)
      }
      return template
    }
    if let names = definition.strategies?.names {
      let used = Set(names + [Network.fullyConnectedStrategy.name])
      strategies = strategies.filter(used.contains)
    }
  }
}
