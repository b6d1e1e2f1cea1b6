import Analysis

/// Short names of what points were measured under: the words that tell some conditions from others.
struct ConditionNames {
  private let differing: Set<Substring>

  /// Names for some conditions.
  init(_ conditions: some Sequence<Conditions>) {
    var words: [Substring: Set<Substring>] = [:]
    for word in conditions.flatMap(Self.words) { words[Self.key(word), default: []].insert(word) }
    differing = Set(words.filter { $0.value.count > 1 }.keys)
  }

  /// Whether there is anything to tell.
  var differ: Bool { !differing.isEmpty }

  /// The words in which these conditions differ from others.
  func short(_ conditions: Conditions) -> String {
    Self.words(conditions).filter { differing.contains(Self.key($0)) }.joined(separator: " ")
  }

  private static func words(_ conditions: Conditions) -> [Substring] {
    conditions.description.split(separator: " ")
  }

  private static func key(_ word: Substring) -> Substring { word.prefix { $0 != "=" } }
}
