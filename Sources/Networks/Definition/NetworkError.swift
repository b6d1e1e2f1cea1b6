import Convolution

/// Why layers do not make a network.
package enum NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The author says that a layer takes another size than the layer before it gives.
  case doesNotFit(layer: String, axis: String, takes: Int, from: String, given: Int)
  /// A layer's sizes do not do with the input that it gets.
  case geometry(layer: String, input: ImageShape, from: String, GeometryError)
  /// The network up to a layer has more elements than can be counted with.
  case tooLarge(layer: String)
  /// Threads or backward passes that no layer can have.
  case setting(GeometryError)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .doesNotFit(let layer, let axis, let takes, let from, let given):
      "layer '\(layer)' takes \(axis) = \(takes), but \(from) gives it \(axis) = \(given)"
    case .geometry(let layer, let input, let from, let error):
      "layer '\(layer)' gets \(input) (d × a × b) from \(from): \(error)"
    case .tooLarge(let layer):
      "the layers up to '\(layer)' are too large together to be computed with"
    case .setting(let error):
      error.description
    }
  }
}
