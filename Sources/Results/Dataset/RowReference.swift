/// A row of a file, so that a number that is published can be looked up.
package struct RowReference: Hashable, Sendable, CustomStringConvertible {
  /// The file, as it was given.
  package let file: String
  /// The line on which the row begins, from 1.
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// As compilers and editors write it: `file.csv:12`.
  package var description: String { "\(file):\(line)" }
}

extension RowReference: Encodable {
  /// Encodes `file.csv:12`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
