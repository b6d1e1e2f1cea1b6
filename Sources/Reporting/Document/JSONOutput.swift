import Foundation

/// What programs read: one object, which names its schema's version, with keys in snake_case and in
/// order.
package enum JSONOutput {
  /// Rises when a key changes its meaning or goes away.
  package static let schemaVersion = 1

  /// The text of a report's object.
  ///
  /// Numbers that JSON has no word for become "inf", "-inf" and "nan".
  ///
  /// - Parameter object: encodes itself with keys.
  /// - Returns: the text, without a line break at its end.
  /// - Throws: `EncodingError`, if it is no object.
  package static func text(_ object: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .custom {
      Key(stringValue: snakeCase($0.last?.stringValue ?? ""))
    }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(Versioned(object)), as: UTF8.self)
  }

  /// `sgemmGFLOPs` as `sgemm_gflops`: a word begins where a capital follows another letter.
  static func snakeCase(_ name: String) -> String {
    var previous: Character = "_"
    return name.reduce(into: "") { text, letter in
      if letter.isUppercase, !previous.isUppercase, previous != "_" { text += "_" }
      text += letter.lowercased()
      previous = letter
    }
  }

  private struct Versioned<Object: Encodable>: Encodable {
    let object: Object

    init(_ object: Object) { self.object = object }

    func encode(to encoder: any Encoder) throws {
      try object.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(schemaVersion, forKey: Key(stringValue: "schemaVersion"))
    }
  }

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
