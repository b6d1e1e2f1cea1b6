import Analysis
import Measurement

/// Short names of what is held along a parameter: the words that tell one line from another.
struct HeldNames {
  private var words: [Parameter: [String: Set<String>]] = [:]

  /// Names for the lines of some exponents and trades.
  init(_ verification: Verification) {
    for exponent in verification.timeExponents {
      for fit in exponent.fits { add(fit.held, exponent.parameter) }
    }
    for crossover in verification.trades.flatMap(\.crossovers) {
      add(crossover.held, crossover.parameter)
    }
  }

  /// Names for some lines.
  init(_ lines: some Sequence<(held: String, parameter: Parameter)>) {
    for line in lines { add(line.held, line.parameter) }
  }

  private mutating func add(_ held: String, _ parameter: Parameter) {
    for (key, word) in Self.split(held) {
      words[parameter, default: [:]][key, default: []].insert(word)
    }
  }

  private static func split(_ held: String) -> [(key: String, word: String)] {
    held.split(separator: " ").map { word in
      (String(word.prefix { $0 != "=" }), String(word))
    }
  }

  /// The words of a line that differ between the lines along its parameter.
  func short(_ held: String, along parameter: Parameter) -> String {
    Self.split(held).filter { (words[parameter]?[$0.key]?.count ?? 2) > 1 }.map(\.word)
      .joined(separator: " ")
  }
}
