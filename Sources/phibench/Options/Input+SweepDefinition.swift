import Networks
import Sweeps

extension Input {
  /// The sweep that a file defines: a sweep definition, or a network, whose layers are its points.
  ///
  /// - Throws: ``Failure``, `Refusal` or `NetworkError`.
  static func sweepDefinition(_ path: String) throws -> SweepDefinition {
    let text = try text(path)
    return try NetworkDefinition.isNetwork(yaml: text, file: path)
      ? SweepDefinition(try NetworkDefinition(yaml: text, file: path))
      : SweepDefinition(yaml: text, file: path)
  }
}
