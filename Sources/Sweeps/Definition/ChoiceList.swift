import Measurement

/// Some of several words: `float,double`.
package enum ChoiceList {
  /// The choices that a text lists, separated by commas, in its order, each once.
  ///
  /// - Throws: ``ChoiceListError``.
  package static func parse<Choice: CaseIterable & Hashable & RawRepresentable<String>>(
    _ text: String, of _: Choice.Type = Choice.self
  ) throws(ChoiceListError) -> [Choice] {
    try choices(WordList.words(text))
  }

  /// The choices of some words, in their order, each once.
  ///
  /// - Throws: ``ChoiceListError``.
  static func choices<Choice: CaseIterable & Hashable & RawRepresentable<String>>(
    _ words: [String]
  ) throws(ChoiceListError) -> [Choice] {
    guard words.contains(where: { !$0.isEmpty }) else { throw .empty }
    var known: Set<Choice> = []
    return try words.map { word throws(ChoiceListError) in try choice(word) }
      .filter { known.insert($0).inserted }
  }

  /// The choice of a word.
  ///
  /// - Throws: ``ChoiceListError``.
  static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ word: String
  ) throws(ChoiceListError) -> Choice {
    guard let choice = Choice(rawValue: word) else {
      throw .unknown(word, known: Choice.allCases.map(\.rawValue))
    }
    return choice
  }
}

/// Why words are no list of choices.
package enum ChoiceListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no word.
  case empty
  /// A word is none of the choices.
  case unknown(String, known: [String])

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .empty: "the list is empty"
    case .unknown(let word, let known):
      "'\(word)' is none of \(known.joined(separator: ", "))"
    }
  }
}
