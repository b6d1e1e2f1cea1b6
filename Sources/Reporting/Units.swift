import Foundation

/// Numbers as people read them: scaled units, three significant digits.
package enum Units {
  /// Seconds as ns, µs, ms or s.
  package static func time(_ seconds: Double) -> String {
    scaled(seconds * 1e9, step: 1000, units: ["ns", "µs", "ms", "s"])
  }

  /// Bytes as B, KiB, MiB, GiB or TiB.
  package static func bytes(_ count: Int) -> String {
    bytes(Double(count))
  }

  /// An average or another fraction of bytes, as B, KiB, MiB, GiB or TiB.
  package static func bytes(_ count: Double) -> String {
    scaled(count, step: 1024, units: ["B", "KiB", "MiB", "GiB", "TiB"])
  }

  /// FLOPs as FLOP, kFLOP, MFLOP, GFLOP or TFLOP.
  package static func flops(_ count: Double) -> String {
    scaled(count, step: 1000, units: ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP"])
  }

  /// FLOPs per second as FLOP/s up to TFLOP/s.
  package static func flopRate(_ perSecond: Double) -> String {
    flops(perSecond) + "/s"
  }

  /// Bytes per second, in powers of ten as memory's rates are given: B/s up to TB/s.
  package static func byteRate(_ perSecond: Double) -> String {
    scaled(perSecond, step: 1000, units: ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"])
  }

  /// A ratio or another plain number; what rounds to zero has no sign.
  package static func number(_ value: Double, decimals: Int = 2) -> String {
    let text = String(format: "%.\(decimals)f", value)
    return text.hasPrefix("-") && text.allSatisfy("-0.".contains) ? String(text.dropFirst()) : text
  }

  /// A change as a percentage that always has a sign, unless it rounds to zero.
  package static func change(_ part: Double, decimals: Int = 1) -> String {
    let text = percent(abs(part), decimals: decimals)
    return text == percent(0, decimals: decimals) ? text : (part < 0 ? "−" : "+") + text
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

  /// A number of things: "1 point", "1 234 points".
  ///
  /// - Parameters:
  ///   - value: how many.
  ///   - noun: what one is called.
  ///   - plural: what several are called; without it, the noun and an s.
  /// - Returns: the words.
  package static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
    count(value) + " " + (value == 1 ? noun : plural ?? noun + "s")
  }

  private static func scaled(_ value: Double, step: Double, units: [String]) -> String {
    var value = value
    var unit = 0
    // What three digits would round up to a step is one of the next unit.
    while abs(value) >= step * 0.9995, unit < units.count - 1 {
      value /= step
      unit += 1
    }
    let isWhole = value == value.rounded() && unit == 0
    // Digits behind the point by what the number will be once it is rounded: 9.996 is 10.0.
    let decimals = isWhole || abs(value) >= 99.95 ? 0 : abs(value) < 9.995 ? 2 : 1
    return number(value, decimals: decimals) + " " + units[unit]
  }
}
