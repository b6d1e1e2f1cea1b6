/// A stretch of a network's step, in which one layer is worked on.
package enum NetworkMoment: Hashable, Sendable, Codable {
  /// A layer's forward pass.
  case forward(layer: Int)
  /// The loss and its gradient, in the place of the outputs.
  case loss
  /// A layer's backward pass, for the so manieth time, from 1.
  case backward(layer: Int, round: Int)

  /// The moment in words.
  package func name(in network: Network) -> String {
    switch self {
    case .forward(let layer): "forward of \(network.layers[layer].name)"
    case .loss: "loss"
    case .backward(let layer, let round):
      "backward of \(network.layers[layer].name)"
        + (network.reuse > 1 ? ", \(round) of \(network.reuse)" : "")
    }
  }
}
