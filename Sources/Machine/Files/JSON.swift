import Foundation

/// What programs read and write: one object, which names its schema's version, with keys in
/// snake_case and in order.
package enum JSON {
  /// Rises when a key changes its meaning or goes away.
  package static let schemaVersion = 1

  /// An object that encodes itself with keys as text, without a line break at its end. Numbers that JSON has no
  /// word for become "inf", "-inf" and "nan".
  package static func text(_ object: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .custom {
      Key(stringValue: snakeCase($0.last?.stringValue ?? ""))
    }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(Versioned(object: object)), as: UTF8.self)
  }

  /// An object, as ``text(_:)`` takes it, as a file.
  package static func file(_ object: some Encodable) throws -> Data {
    Data((try text(object) + "\n").utf8)
  }

  /// Reads what ``file(_:)`` wrote, or phibench 0.1.0, whose keys were in camelCase.
  package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value
  {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom {
      Key(stringValue: camelCase($0.last?.stringValue ?? ""))
    }
    return try decoder.decode(type, from: data)
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

  /// The opposite.
  static func camelCase(_ key: String) -> String {
    let words = key.split(separator: "_")
    return words.prefix(1).joined()
      + words.dropFirst().map { units[$0] ?? $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// Units are written as they are.
  private static let units: [Substring: String] = ["gflops": "GFLOPs", "gbs": "GBs"]

  private struct Versioned<Object: Encodable>: Encodable {
    let object: Object

    func encode(to encoder: any Encoder) throws {
      try object.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(schemaVersion, forKey: Key(stringValue: "schemaVersion"))
    }
  }

  /// A key by its name.
  package struct Key: CodingKey {
    package let stringValue: String
    package var intValue: Int? { nil }

    package init(stringValue: String) { self.stringValue = stringValue }
    package init?(intValue: Int) { nil }
  }
}
