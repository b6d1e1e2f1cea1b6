import Foundation

/// Numbers as people read them: scaled units, three significant digits.
package enum Units {
  /// The units of a quantity.
  struct Scale {
    /// Each is so many of the one before.
    let step: Double
    /// How many of the smallest make one.
    let smallestPerOne: Double
    let symbols: [String]

    /// A value in the unit that fits it.
    func text(_ value: Double) -> String {
      var value = value * smallestPerOne
      var unit = 0
      // What three digits would round up to a step is one of the next unit.
      while abs(value) >= step * 0.9995, unit < symbols.count - 1 {
        value /= step
        unit += 1
      }
      let isWhole = value == value.rounded() && unit == 0
      // Digits behind the point by what the number will be once it is rounded: 9.996 is 10.0.
      let decimals = isWhole || abs(value) >= 99.95 ? 0 : abs(value) < 9.995 ? 2 : 1
      return number(value, decimals: decimals) + " " + symbols[unit]
    }

    /// The unit that fits the middle of an axis for some values, and what one of it is.
    func unit(fitting values: [Double]) -> (symbol: String, size: Double) {
      let positive = values.filter { $0 > 0 }
      let middle = [positive.min(), positive.max()].compactMap(\.self).geometricMean ?? 1
      let units = symbols.enumerated().map { power, symbol in
        (symbol: symbol, size: pow(step, Double(power)) / smallestPerOne)
      }
      return units.last { $0.size <= middle } ?? units[0]
    }

    static let time = Scale(
      step: 1000, smallestPerOne: 1e9, symbols: ["ns", "µs", "ms", "s"])
    static let bytes = Scale(
      step: 1024, smallestPerOne: 1, symbols: ["B", "KiB", "MiB", "GiB", "TiB"])
    static let flops = Scale(
      step: 1000, smallestPerOne: 1,
      symbols: ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP"])
    /// In powers of ten, as memory's rates are given.
    static let byteRate = Scale(
      step: 1000, smallestPerOne: 1, symbols: ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"])
  }

  package static func time(_ seconds: Double) -> String { Scale.time.text(seconds) }

  package static func bytes(_ count: Int) -> String { bytes(Double(count)) }

  /// Bytes of a sum that may be larger than any memory.
  static func bytes(_ count: Double) -> String { Scale.bytes.text(count) }

  package static func flopRate(_ perSecond: Double) -> String {
    Scale.flops.text(perSecond) + "/s"
  }

  package static func byteRate(_ perSecond: Double) -> String {
    Scale.byteRate.text(perSecond)
  }

  /// A ratio or another plain number; what rounds to zero has no sign.
  package static func number(_ value: Double, decimals: Int = 2) -> String {
    let text = String(format: "%.\(decimals)f", value)
    return text.hasPrefix("-") && text.allSatisfy("-0.".contains) ? String(text.dropFirst()) : text
  }

  /// A change as a percentage that always has a sign, unless it rounds to zero.
  package static func change(_ part: Double) -> String {
    let text = percent(abs(part))
    return text == percent(0) ? text : (part < 0 ? "−" : "+") + text
  }

  /// A part of a whole as a percentage: 0.25 is "25.0 %".
  package static func percent(_ part: Double, decimals: Int = 1) -> String {
    number(100 * part, decimals: decimals) + " %"
  }

  /// A whole number in groups of three digits, by thin spaces that do not break.
  package static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return (value < 0 ? "−" : "") + text
  }

  /// A number of things: "1 point", "1 234 points"; without a plural, several have an s.
  package static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
    count(value) + " " + (value == 1 ? noun : plural ?? noun + "s")
  }
}
