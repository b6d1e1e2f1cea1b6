import Foundation

/// Numbers as people read them: scaled units, three significant digits.
enum Units {
  /// Seconds as ns, µs, ms or s.
  static func time(_ seconds: Double) -> String {
    scaled(seconds * 1e9, step: 1000, units: ["ns", "µs", "ms", "s"])
  }

  /// Bytes as B, KiB, MiB or GiB.
  static func bytes(_ count: Int) -> String {
    scaled(Double(count), step: 1024, units: ["B", "KiB", "MiB", "GiB", "TiB"])
  }

  /// A ratio or another plain number.
  static func number(_ value: Double, decimals: Int = 2) -> String {
    String(format: "%.\(decimals)f", value)
  }

  private static func scaled(_ value: Double, step: Double, units: [String]) -> String {
    var value = value
    var unit = 0
    // What three digits would round up to a step is one of the next unit.
    while value >= step * 0.9995, unit < units.count - 1 {
      value /= step
      unit += 1
    }
    let decimals =
      value == value.rounded() && unit == 0 ? 0 : max(0, value < 10 ? 2 : value < 100 ? 1 : 0)
    return number(value, decimals: decimals) + " " + units[unit]
  }
}
