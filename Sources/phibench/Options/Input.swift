import Machine
import Networks
import Sweeps

/// Files that the user names.
enum Input {
  /// The bytes of a file.
  ///
  /// - Throws: `Refusal` if there is none that can be read.
  static func bytes(_ path: String) throws -> [UInt8] {
    try InputFile.contents(path)
  }

  /// The text of a file.
  ///
  /// - Throws: `Refusal` as above; ``Failure`` with status 65 if it is not UTF-8.
  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw Failure(.data, "\(path) is not UTF-8 text")
    }
    return text
  }

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
