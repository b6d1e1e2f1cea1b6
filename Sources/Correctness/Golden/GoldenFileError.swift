import Foundation

/// Why bytes are no file of reference results: the path in the JSON, and what is wrong there.
package struct GoldenFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One clear sentence without a full stop.
  package let description: String
}

extension GoldenFileError {
  /// What is wrong at a path.
  init(_ path: String, _ problem: String) {
    self.init(description: "\(path): \(problem)")
  }

  /// The bytes are not JSON.
  static func notJSON(_ reason: String) -> GoldenFileError {
    GoldenFileError(description: "not JSON: \(reason)")
  }

  /// What Foundation's decoder found in some bytes.
  init(_ error: DecodingError, in data: Data) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(Self.path(context.codingPath + [key]), "missing")
    case .valueNotFound(_, let context):
      self.init(Self.path(context.codingPath), "missing")
    case .typeMismatch(let type, let context):
      self.init(Self.path(context.codingPath), "not \(Self.name(type))")
    case .dataCorrupted(let context):
      self =
        context.codingPath.isEmpty
        ? .notJSON(Self.reason(data) ?? context.debugDescription)
        : GoldenFileError(Self.path(context.codingPath), context.debugDescription)
    @unknown default:
      self = .notJSON("\(error)")
    }
  }

  /// Why the bytes do not parse: the decoder does not say it, but Foundation's other parser does.
  private static func reason(_ data: Data) -> String? {
    do {
      _ = try JSONSerialization.jsonObject(with: data)
      return nil
    } catch {
      let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      return reason.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    if keys.isEmpty { return "the file" }
    return keys.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
  }

  private static func name(_ type: any Any.Type) -> String {
    switch type {
    case is Double.Type: "a number"
    case is String.Type: "a text"
    case is any ExpressibleByArrayLiteral.Type: "an array"
    default: "an object"
    }
  }
}
