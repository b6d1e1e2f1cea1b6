import Measurement

extension Estimate {
  /// The interval where there is one.
  var interval: ClosedRange<Double>? {
    guard let low, let high else { return nil }
    return low...high
  }

  /// The median, and its interval in brackets where there is one, each number as a text.
  func text(_ number: (Double) -> String) -> String {
    guard let low, let high else { return number(median) }
    return "\(number(median)) [\(number(low)), \(number(high))]"
  }

  /// The estimate as a ratio: "1.25 [1.20, 1.30]".
  package var words: String { text { Units.number($0) } }

  /// The estimate as a time with what it may be off: "8.43 ms ± 1.2 %".
  package var timeWords: String {
    Units.time(median) + (relativeHalfWidth.map { " ± \(Units.percent($0))" } ?? "")
  }
}
