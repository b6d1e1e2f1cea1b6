import Machine

/// An object as it stands in JSON: its members by their keys, without those that have no value.
struct JSONObject: Encodable, ExpressibleByDictionaryLiteral {
  private let members: [(key: String, value: any Encodable)]

  typealias Key = String
  typealias Value = (any Encodable)?

  init(dictionaryLiteral elements: (String, (any Encodable)?)...) {
    members = elements.compactMap { key, value in value.map { (key, $0) } }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: JSON.Key.self)
    for (key, value) in members {
      try container.encode(value, forKey: JSON.Key(stringValue: key))
    }
  }
}
