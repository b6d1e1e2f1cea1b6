import Machine
import Measurement
import Yams

/// One node of a YAML file that knows where it stands, so that every complaint can say so.
package struct YAMLNode {
  private let node: Node
  private let file: String
  /// The key, with the keys above it.
  package let key: String

  /// The root of a YAML text; refused where it is no YAML, or says nothing.
  package init(text: String, file: String) throws(Refusal) {
    func failure(_ problem: String, line: Int? = nil) -> Refusal {
      Self.refusal(problem, file: file, line: line)
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
  package func error(_ problem: String) -> Refusal {
    Self.refusal(key.isEmpty ? problem : "\(key): \(problem)", file: file, line: node.mark?.line)
  }

  /// What some work on this node's value finds, whose errors become complaints about this node.
  package func locating<Value, Failure: Error>(
    _ work: () throws(Failure) -> Value
  ) throws(Refusal) -> Value {
    do { return try work() } catch { throw self.error("\(error)") }
  }

  private static func refusal(_ problem: String, file: String, line: Int?) -> Refusal {
    Refusal(.data, "\(line.map { "\(file):\($0)" } ?? file): \(problem)")
  }

  /// The values of a mapping by their keys, in the file's order; refused where this is no mapping, or has a key
  /// that is not known to make sense here.
  package func mapping(_ known: [String]) throws(Refusal) -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      throw error("this must be a mapping of keys to values")
    }
    var values: [(key: String, value: YAMLNode)] = []
    for (keyNode, value) in mapping {
      let name = keyNode.scalar?.string ?? "?"
      let path = key.isEmpty ? name : "\(key).\(name)"
      if name == "<<" {
        throw error(
          "merge keys (<<) are not read; what all layers of a sweep share stands under 'base', once"
        )
      }
      guard known.contains(name) else {
        throw YAMLNode(keyNode, file: file, key: path)
          .error("unknown key; known here are \(known.joined(separator: ", "))")
      }
      values.append((name, YAMLNode(value, file: file, key: path)))
    }
    return values
  }

  /// The value of a key; `nil` where there is none, or this is no mapping.
  package func value(_ name: String) -> YAMLNode? {
    node.mapping?.first { $0.key.scalar?.string == name }.map {
      YAMLNode($0.value, file: file, key: key.isEmpty ? name : "\(key).\(name)")
    }
  }

  /// The nodes of a sequence.
  package func sequence() throws(Refusal) -> [YAMLNode] {
    guard let sequence = node.sequence else { throw error("this must be a list") }
    return sequence.enumerated().map { index, node in
      YAMLNode(node, file: file, key: "\(key)[\(index)]")
    }
  }

  /// A single value as it was written.
  package func text() throws(Refusal) -> String {
    guard let scalar = node.scalar else { throw error("this must be a single value") }
    return scalar.string
  }

  /// A single value, or several separated by commas or as a list.
  package func texts() throws(Refusal) -> [String] {
    if node.sequence == nil {
      return WordList.words(try text())
    }
    return try sequence().map { node throws(Refusal) in try node.text() }
  }

  /// A whole number that is not negative.
  package func count<Value: FixedWidthInteger>() throws(Refusal) -> Value {
    guard let value = Value(try text()), value >= 0 else {
      throw error("this must be a whole number from 0")
    }
    return value
  }

  package func number() throws(Refusal) -> Double {
    guard let value = Double(decimal: try text()), value.isFinite else {
      throw error("this must be a number")
    }
    return value
  }

  /// `true` or `false`.
  package func flag() throws(Refusal) -> Bool {
    guard let value = Bool(try text()) else { throw error("this must be true or false") }
    return value
  }

  /// Some of several words, each once.
  package func choices<Choice: CaseIterable & Hashable & RawRepresentable<String>>()
    throws(Refusal) -> [Choice]
  {
    let words = try texts()
    return try locating { () throws(Refusal) in try ChoiceList.choices(words) }
  }

  /// One of several words.
  package func choice<Choice: CaseIterable & RawRepresentable<String>>()
    throws(Refusal) -> Choice
  {
    let word = try text()
    return try locating { () throws(Refusal) in try ChoiceList.choice(word) }
  }
}
