/// Values under the names that they have in the CSV, as in `threads=1 cache=hot`.
package struct NamedValues: Hashable, Sendable, Encodable, CustomStringConvertible {
  package struct Entry: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// In the order of the columns.
  package let entries: [Entry]

  package var description: String { words { _ in true } }

  /// Those with some names, in words.
  package func words(where isShown: (String) -> Bool) -> String {
    entries.filter { isShown($0.name) }.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
