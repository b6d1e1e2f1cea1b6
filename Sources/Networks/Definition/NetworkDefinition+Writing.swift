import Convolution
import Foundation

extension NetworkDefinition {
  /// The network as YAML, which ``init(yaml:file:)`` reads back.
  package var yaml: String {
    var lines: [String] = []
    if !description.isEmpty { lines.append("description: \(Self.quoted(description))") }
    lines += [
      "input: {d: \(input.d), a: \(input.a), b: \(input.b)}", "loss: \(loss.rawValue)",
      "classes: \(classes)", "layers:",
    ]
    lines += layers.map { "  - {\(Self.fields($0).joined(separator: ", "))}" }
    lines.append(
      "training: {epochs: \(training.epochs), batch: \(training.batch), "
        + "learning_rate: \(training.learningRate), momentum: \(training.momentum)}")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fields(_ layer: Layer) -> [String] {
    ["name: \(quoted(layer.name))"]
      + Layer.parameters.compactMap { parameter in
        layer.sizes[parameter].map { "\(parameter.rawValue): \($0)" }
      }
      + (layer.strategy.map { ["strategy: \($0)"] } ?? [])
  }

  /// A text in YAML's double quotes, whose escapes include JSON's; a plain word stays as it is.
  private static func quoted(_ text: String) -> String {
    if text.first?.isLetter ?? false,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    {
      return text
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // A string has a JSON form always.
    let json = (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    return json.unicodeScalars.map(Self.escaped).joined()
  }

  /// A scalar as it may stand in YAML, which takes some for line ends, and others, as JSON lets stand,
  /// not at all.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      String(format: "\\U%08x", scalar.value)
    default:
      String(scalar)
    }
  }
}
