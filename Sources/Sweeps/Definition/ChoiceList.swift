import Machine

/// Some of several words: `float,double`.
package enum ChoiceList {
  /// The choices of some words, in their order, each once.
  package static func choices<Choice: CaseIterable & Hashable & RawRepresentable<String>>(
    _ words: [String]
  ) throws(Refusal) -> [Choice] {
    guard words.contains(where: { !$0.isEmpty }) else {
      throw Refusal(.usage, "the list is empty")
    }
    return try words.map { word throws(Refusal) in try choice(word) }.distinct
  }

  /// The choice of a word.
  static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ word: String
  ) throws(Refusal) -> Choice {
    guard let choice = Choice(rawValue: word) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal(.usage, "'\(word)' is none of \(known)")
    }
    return choice
  }
}
