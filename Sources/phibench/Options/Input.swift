import Machine
import Networks
import Sweeps

/// Files that the user names.
enum Input {
  /// The text of a file.
  ///
  /// - Throws: `Refusal` if it cannot be read, or is not UTF-8.
  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try InputFile.contents(path), as: UTF8.self) else {
      throw Refusal(.data, "\(path) is not UTF-8 text")
    }
    return text
  }

  /// The sweep that a file defines: a sweep definition, or a network, whose layers are its points.
  ///
  /// - Throws: `Refusal` or `NetworkError`.
  static func sweepDefinition(_ path: String) throws -> SweepDefinition {
    let text = try text(path)
    return try NetworkDefinition.isNetwork(yaml: text, file: path)
      ? SweepDefinition(try NetworkDefinition(yaml: text, file: path))
      : SweepDefinition(yaml: text, file: path)
  }
}
