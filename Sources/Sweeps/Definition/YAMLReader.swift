import Yams

/// What is wrong with a YAML file, and where.
public struct YAMLFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the user gave it.
  public let file: String
  /// The line, from 1, where it is known.
  public let line: Int?
  /// The key, with the keys above it: `axes.h`; empty for the file as a whole.
  public let key: String
  /// What is wrong, without a full stop.
  public let problem: String

  /// One clear sentence: file, line, key and problem.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return key.isEmpty ? "\(place): \(problem)" : "\(place): \(key): \(problem)"
  }
}

/// One node of a YAML file that knows where it stands, so that every complaint can say so.
package struct YAMLNode {
  private let node: Node
  private let file: String
  /// The key, with the keys above it.
  package let key: String

  /// The root of a YAML text.
  ///
  /// - Throws: ``YAMLFileError`` where it is no YAML, or says nothing.
  package init(text: String, file: String) throws(YAMLFileError) {
    func failure(_ problem: String, line: Int? = nil) -> YAMLFileError {
      YAMLFileError(file: file, line: line, key: "", problem: problem)
    }
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw failure("this is no YAML: \(problem)", line: mark.line)
      case .duplicatedKeysInMapping(let duplicates, let context):
        let keys = duplicates.map { "'\($0)'" }.sorted().joined(separator: ", ")
        throw failure("\(keys) stands twice in the mapping from here", line: context.mark.line)
      default:
        throw failure("this is no YAML")
      }
    } catch {
      throw failure("this is no YAML")
    }
    guard let root else { throw failure("the file is empty") }
    self.init(root, file: file, key: "")
  }

  private init(_ node: Node, file: String, key: String) {
    self.node = node
    self.file = file
    self.key = key
  }

  /// A complaint about this node.
  package func error(_ problem: String) -> YAMLFileError {
    YAMLFileError(file: file, line: node.mark?.line, key: key, problem: problem)
  }

  /// The values of a mapping by their keys.
  ///
  /// - Parameter known: every key that makes sense here.
  /// - Returns: the values, in the file's order.
  /// - Throws: ``YAMLFileError`` where this is no mapping, or has a key that makes no sense.
  package func mapping(_ known: [String]) throws(YAMLFileError) -> [(key: String, value: YAMLNode)]
  {
    guard let mapping = node.mapping else {
      throw error("this must be a mapping of keys to values")
    }
    var values: [(key: String, value: YAMLNode)] = []
    for (keyNode, value) in mapping {
      let name = keyNode.scalar?.string ?? "?"
      let path = key.isEmpty ? name : "\(key).\(name)"
      guard known.contains(name) else {
        throw YAMLNode(keyNode, file: file, key: path)
          .error("unknown key; known here are \(known.joined(separator: ", "))")
      }
      values.append((name, YAMLNode(value, file: file, key: path)))
    }
    return values
  }

  /// Whether this is a mapping that has a key.
  package func hasKey(_ name: String) -> Bool {
    node.mapping?.contains { $0.key.scalar?.string == name } ?? false
  }

  /// The nodes of a sequence.
  ///
  /// - Throws: ``YAMLFileError`` where this is none.
  package func sequence() throws(YAMLFileError) -> [YAMLNode] {
    guard let sequence = node.sequence else { throw error("this must be a list") }
    return sequence.enumerated().map { index, node in
      YAMLNode(node, file: file, key: "\(key)[\(index)]")
    }
  }

  /// A single value as it was written.
  ///
  /// - Throws: ``YAMLFileError`` where this is none.
  package func text() throws(YAMLFileError) -> String {
    guard let scalar = node.scalar else { throw error("this must be a single value") }
    return scalar.string
  }

  /// A single value, or several separated by commas or as a list.
  ///
  /// - Throws: ``YAMLFileError`` where this is neither.
  package func texts() throws(YAMLFileError) -> [String] {
    if node.sequence == nil {
      return try text().split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingSpaces
      }
    }
    return try sequence().map { node throws(YAMLFileError) in try node.text() }
  }

  /// A whole number that is not negative.
  ///
  /// - Throws: ``YAMLFileError`` where this is none.
  package func count() throws(YAMLFileError) -> Int {
    guard let value = Int(try text()), value >= 0 else {
      throw error("this must be a whole number from 0")
    }
    return value
  }

  /// A number.
  ///
  /// - Throws: ``YAMLFileError`` where this is none.
  package func number() throws(YAMLFileError) -> Double {
    guard let value = Double(try text()), value.isFinite else {
      throw error("this must be a number")
    }
    return value
  }

  /// `true` or `false`.
  ///
  /// - Throws: ``YAMLFileError`` where this is neither.
  package func flag() throws(YAMLFileError) -> Bool {
    guard let value = Bool(try text()) else { throw error("this must be true or false") }
    return value
  }

  /// One of several words.
  ///
  /// - Throws: ``YAMLFileError`` where this is none of them.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _: Choice.Type = Choice.self
  ) throws(YAMLFileError) -> Choice where Choice.RawValue == String {
    let word = try text()
    guard let choice = Choice(rawValue: word) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("'\(word)' is none of \(words)")
    }
    return choice
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
