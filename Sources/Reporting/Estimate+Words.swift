import Measurement

extension Estimate {
  /// The interval in units of a size, where there is one with a positive lower end.
  func interval(per size: Double) -> ClosedRange<Double>? {
    guard let low, let high, low > 0, high >= low else { return nil }
    return low / size...high / size
  }

  /// The median, and its interval in brackets where there is one, each number as a text.
  func text(_ number: (Double) -> String) -> String {
    number(median) + interval(number)
  }

  /// The estimate as a ratio: "1.25 [1.20, 1.30]".
  package var words: String { text { Units.number($0) } }

  /// The estimate as a multiple, "1.25 × [1.20, 1.30]".
  var multiple: String { Units.number(median) + " ×" + interval { Units.number($0) } }

  /// The estimate as a time with what it may be off: "8.43 ms ± 1.2 %".
  package var timeWords: String {
    Units.time(median) + (relativeHalfWidth.map { " ± \(Units.percent($0))" } ?? "")
  }

  private func interval(_ number: (Double) -> String) -> String {
    guard let low, let high else { return "" }
    return " [\(number(low)), \(number(high))]"
  }
}
