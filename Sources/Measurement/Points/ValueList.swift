import Convolution

/// The values of a parameter: `1,3,5`, `8..128*2` (geometric), `8..64+8` (arithmetic), or a
/// mixture of them, separated by commas.
///
/// A range holds its start and every further value up to its end, which need not be one of them.
package enum ValueList {
  /// The most values that one list may have.
  package static let mostValues = 10_000

  /// The values that a text lists, in its order, each once.
  ///
  /// - Throws: ``ValueListError``.
  package static func parse(_ text: String) throws(ValueListError) -> [Int] {
    try parse(text, item: numbers)
  }

  /// The values of all items of a text, in its order, each once.
  ///
  /// - Parameters:
  ///   - text: items, separated by commas.
  ///   - item: the values of one, which has no spaces at its ends.
  /// - Returns: the values.
  /// - Throws: ``ValueListError``.
  static func parse<Value: Hashable>(
    _ text: String, item: (String) throws(ValueListError) -> [Value]
  ) throws(ValueListError) -> [Value] {
    var values: [Value] = []
    var known: Set<Value> = []
    for word in WordList.words(text) {
      for value in try item(word) where known.insert(value).inserted {
        guard values.count < mostValues else { throw .tooMany(limit: mostValues) }
        values.append(value)
      }
    }
    return values
  }

  /// The numbers of one item: itself, or a range's.
  static func numbers(_ item: String) throws(ValueListError) -> [Int] {
    let item = item[...]
    guard let dots = item.firstRange(of: "..") else { return [try number(item)] }
    let start = try number(item[..<dots.lowerBound].trimmed)
    let rest = item[dots.upperBound...]
    guard let sign = rest.firstIndex(where: { $0 == "*" || $0 == "+" }) else {
      throw .noStep(String(item))
    }
    let end = try number(rest[..<sign].trimmed)
    let step = try number(rest[rest.index(after: sign)...].trimmed)
    guard start <= end else { throw .backwards(start: start, end: end) }
    let isGeometric = rest[sign] == "*"
    // Otherwise the range would never reach its end.
    guard isGeometric ? step >= 2 && start >= 1 : step >= 1 else {
      throw .endless(String(item))
    }
    var values: [Int] = []
    var value = start
    while value <= end {
      guard values.count < mostValues else { throw .tooMany(limit: mostValues) }
      values.append(value)
      let (next, overflows) =
        isGeometric
        ? value.multipliedReportingOverflow(by: step) : value.addingReportingOverflow(step)
      if overflows { break }
      value = next
    }
    return values
  }

  private static func number(_ text: Substring) throws(ValueListError) -> Int {
    // Int takes a leading "+", which a list does not mean.
    guard !text.isEmpty, text.first != "+", let value = Int(text) else {
      throw .notANumber(String(text))
    }
    return value
  }
}

extension ParameterValue {
  /// The values that a text lists for a parameter: numbers, and words that it knows.
  ///
  /// - Throws: ``ValueListError``.
  package static func list(
    _ text: String, of parameter: Parameter
  ) throws(ValueListError) -> [ParameterValue] {
    try ValueList.parse(text) { word throws(ValueListError) in
      if let value = parameter.words[word] { return [value] }
      return try ValueList.numbers(word).map { .number($0) }
    }
  }
}

/// Why a text is no list of values.
package enum ValueListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something is not a whole number, or too large for one.
  case notANumber(String)
  /// A range does not say how it goes on.
  case noStep(String)
  /// A range's end lies before its start.
  case backwards(start: Int, end: Int)
  /// A range's step leads nowhere.
  case endless(String)
  /// There are more values than a list may have.
  case tooMany(limit: Int)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .notANumber(let text): "'\(text)' is not a whole number"
    case .noStep(let text):
      "the range '\(text)' needs a step: '\(text)*2' (geometric) or '\(text)+8' (arithmetic)"
    case .backwards(let start, let end): "the range \(start)..\(end) ends before it starts"
    case .endless(let text): "the range '\(text)' would never end"
    case .tooMany(let limit): "the list has more than \(limit) values"
    }
  }
}
