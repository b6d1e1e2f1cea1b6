/// A strategy by its name, as it travels from the command line through child processes and files to
/// those who read these.
package struct Strategy: Hashable, Sendable, CustomStringConvertible {
  /// The name on the command line and in the CSV.
  package let name: String
  /// What executes it, with its formulas; `nil` for another program that writes the same columns.
  package let method: (any BackwardStrategy)?

  /// The identity of a strategy, of the catalogue or not.
  package init(_ method: any BackwardStrategy) {
    name = method.name
    self.method = method
  }

  /// The strategy of a name in a file: one of the catalogue, else another program.
  package init(named name: String) {
    self.name = name
    method = Strategies.named(name)
  }

  /// Whether the strategy is one of phibench's own, and no other program.
  package var isOwn: Bool { method != nil }

  /// Whether φ of the whole mini-batch lives on from the forward to the backward pass.
  package var keepsPhi: Bool { method?.keepsPhi ?? false }

  package var description: String { name }

  /// A name is a strategy's identity.
  package static func == (left: Strategy, right: Strategy) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Strategy: Codable {
  /// Decodes a name.
  ///
  /// - Throws: what the decoder throws.
  package init(from decoder: any Decoder) throws {
    self.init(named: try decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the name.
  ///
  /// - Throws: what the encoder throws.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
