import Convolution
import Machine

/// The values of a parameter: `1,3,5`, `8..128*2` (geometric), `8..64+8` (arithmetic), or a
/// mixture of them, separated by commas.
///
/// A range holds its start and every further value up to its end, which need not be one of them.
package enum ValueList {
  package static let mostValues = 10_000

  private static let tooMany = Refusal(.usage, "the list has more than \(mostValues) values")

  /// The values that a text lists, in its order, each once.
  package static func parse(_ text: String) throws(Refusal) -> [Int] {
    try parse(text, item: numbers)
  }

  /// The values of all items of a text, separated by commas, in its order, each once; an item comes
  /// without spaces at its ends.
  static func parse<Value: Hashable>(
    _ text: String, item: (String) throws(Refusal) -> [Value]
  ) throws(Refusal) -> [Value] {
    var values: [Value] = []
    var known: Set<Value> = []
    for word in WordList.words(text) {
      for value in try item(word) where known.insert(value).inserted {
        guard values.count < mostValues else { throw tooMany }
        values.append(value)
      }
    }
    return values
  }

  /// The numbers of one item: itself, or a range's.
  static func numbers(_ item: String) throws(Refusal) -> [Int] {
    let item = item[...]
    guard let dots = item.firstRange(of: "..") else { return [try number(item)] }
    let start = try number(item[..<dots.lowerBound].trimmed)
    let rest = item[dots.upperBound...]
    guard let sign = rest.firstIndex(where: { $0 == "*" || $0 == "+" }) else {
      let range = "\(start)..\(rest.trimmed.prefix { $0.isNumber })"
      throw Refusal(
        .usage,
        "the range '\(item)' needs a step: '\(range)*2' (geometric) or '\(range)+8' (arithmetic)")
    }
    let end = try number(rest[..<sign].trimmed)
    let step = try number(rest[rest.index(after: sign)...].trimmed)
    guard start <= end else {
      throw Refusal(.usage, "the range \(start)..\(end) ends before it starts")
    }
    let isGeometric = rest[sign] == "*"
    // Otherwise the range would never reach its end.
    guard isGeometric ? step >= 2 && start >= 1 : step >= 1 else {
      throw Refusal(.usage, "the range '\(item)' would never end")
    }
    var values: [Int] = []
    var value = start
    while value <= end {
      guard values.count < mostValues else { throw tooMany }
      values.append(value)
      let (next, overflows) =
        isGeometric
        ? value.multipliedReportingOverflow(by: step) : value.addingReportingOverflow(step)
      if overflows { break }
      value = next
    }
    return values
  }

  private static func number(_ text: Substring) throws(Refusal) -> Int {
    // Int takes a leading "+", which a list does not mean.
    guard !text.isEmpty, text.first != "+", let value = Int(text) else {
      throw Refusal(.usage, "'\(text)' is not a whole number")
    }
    return value
  }
}

extension ParameterValue {
  /// The values that a text lists for a parameter: numbers, and words that it knows.
  package static func list(
    _ text: String, of parameter: Parameter
  ) throws(Refusal) -> [ParameterValue] {
    try ValueList.parse(text) { word throws(Refusal) in
      if let value = parameter.words[word] { return [value] }
      return try ValueList.numbers(word).map { .number($0) }
    }
  }
}
