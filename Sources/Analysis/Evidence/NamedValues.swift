/// Values under the names that they have in the CSV, as in `threads=1 cache=hot`.
package struct NamedValues: Hashable, Sendable, CustomStringConvertible {
  /// One value.
  package struct Entry: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// The value as text.
    package let value: String
  }

  /// In the order of the columns.
  package let entries: [Entry]

  /// Values in their order.
  package init(_ values: [(name: String, value: String)]) {
    entries = values.map { Entry(name: $0.name, value: $0.value) }
  }

  package var description: String { words { _ in true } }

  /// Those with some names, in words.
  package func words(where isShown: (String) -> Bool) -> String {
    entries.filter { isShown($0.name) }.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}

extension NamedValues: Encodable {
  /// Encodes the words.
  ///
  /// - Throws: what the encoder throws.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
