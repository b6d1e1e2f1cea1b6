import Convolution
import Foundation

/// Why bytes are no file of reference results; paths are those of the JSON.
package enum GoldenFileError: Error, Hashable, Sendable {
  /// The bytes are not JSON.
  case notJSON(reason: String)
  /// A value that must be there is not.
  case missing(path: String)
  /// A value is of another type.
  case wrongType(path: String, expected: String)
  /// A value cannot be represented.
  case unusable(path: String, reason: String)
  /// There is no layer at all.
  case noLayers
  /// An array has not one value for each layer, or each layer and one more.
  case wrongLength(path: String, count: Int, expected: Int)
  /// The sizes do not make a convolution layer.
  case geometry(layer: Int, GeometryError)
  /// A layer's φ(pad(Z)) or S has more elements than a file of reference results may ask for.
  case layerTooLarge(layer: Int, count: Int, limit: Int)
  /// A tensor has another shape than the sizes say.
  case wrongShape(path: String, shape: [Int], expected: [Int])
  /// A tensor has not as many values as its shape says.
  case wrongCount(path: String, count: Int, shape: [Int])
}

extension GoldenFileError: CustomStringConvertible {
  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .notJSON(let reason): "not JSON: \(reason)"
    case .missing(let path): "\(path): missing"
    case .wrongType(let path, let expected): "\(path): not \(expected)"
    case .unusable(let path, let reason): "\(path): \(reason)"
    case .noLayers: "layers: empty, but a network has one at least"
    case .wrongLength(let path, let count, let expected):
      "\(path): \(Self.values(count)) where \(expected) are needed"
    case .geometry(let layer, let error): "layers[\(layer)]: \(error)"
    case .layerTooLarge(let layer, let count, let limit):
      "layers[\(layer)]: \(count) elements of φ(pad(Z)) or S, but at most \(limit) are allowed"
    case .wrongShape(let path, let shape, let expected):
      "\(path).shape: \(Self.shape(shape)) where the sizes say \(Self.shape(expected))"
    case .wrongCount(let path, let count, let shape):
      "\(path): \(Self.values(count)) for shape \(Self.shape(shape))"
    }
  }

  private static func values(_ count: Int) -> String { count == 1 ? "1 value" : "\(count) values" }

  private static func shape(_ sizes: [Int]) -> String {
    sizes.isEmpty ? "of no sizes" : sizes.map(String.init).joined(separator: " × ")
  }
}

extension GoldenFileError {
  /// What Foundation's decoder found in some bytes.
  init(_ error: DecodingError, in data: Data) {
    switch error {
    case .keyNotFound(let key, let context):
      self = .missing(path: Self.path(context.codingPath + [key]))
    case .valueNotFound(_, let context):
      self = .missing(path: Self.path(context.codingPath))
    case .typeMismatch(let type, let context):
      self = .wrongType(path: Self.path(context.codingPath), expected: Self.name(type))
    case .dataCorrupted(let context):
      self =
        context.codingPath.isEmpty
        ? .notJSON(reason: Self.reason(data) ?? context.debugDescription)
        : .unusable(path: Self.path(context.codingPath), reason: context.debugDescription)
    @unknown default:
      self = .notJSON(reason: "\(error)")
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
