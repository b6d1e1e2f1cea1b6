import Foundation

/// Where axes begin and end, and what they mark.
enum Ticks {
  /// A logarithmic axis's range with some room around values; a decade around 1 where there are none.
  static func logarithmicRange(of values: [Double]) -> ClosedRange<Double> {
    guard let least = values.min(), let most = values.max(),
      let middle = [least, most].geometricMean
    else { return 0.3...3 }
    // Not less than a factor of two, lest noise fill the figure.
    let (low, high) = (min(least, middle / 1.41), max(most, middle * 1.41))
    let room = exp(0.06 * (log(high) - log(low)))
    return max(low / room, .leastNormalMagnitude)...min(high * room, .greatestFiniteMagnitude)
  }

  /// Round values on a logarithmic axis, few enough to read.
  static func round(in range: ClosedRange<Double>) -> [PlotAxis.Tick] {
    let decades = log10(range.upperBound) - log10(range.lowerBound)
    let mantissas: [Double] =
      if decades < 0.5 {
        [1, 1.2, 1.4, 1.6, 1.8, 2, 2.3, 2.6, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9]
      } else if decades < 1 {
        [1, 1.5, 2, 3, 4, 6, 8]
      } else if decades < 3.2 {
        [1, 2, 5]
      } else {
        [1]
      }
    let exponents = Int(log10(range.lowerBound).rounded(.down))...Int(log10(range.upperBound))
    let every = max(1, Int(decades / 8))
    return exponents.filter { $0 % every == 0 }.flatMap { exponent in
      mantissas.map { $0 * pow(10, Double(exponent)) }
    }
    .filter(range.contains)
    .map { ($0, label($0)) }
  }

  /// Those of some values that do not stand too close to each other on an axis that shows a range, by
  /// where they stand there; the ends are chosen first.
  static func spread(
    _ values: [Double], over range: ClosedRange<Double>, by place: (Double) -> Double
  ) -> [PlotAxis.Tick] {
    let distance = (place(range.upperBound) - place(range.lowerBound)) / 11
    var chosen: [Double] = []
    let sorted = Set(values).sorted()
    for value in [sorted.first, sorted.last].compactMap(\.self) + sorted
    where chosen.allSatisfy({ abs(place($0) - place(value)) >= distance }) {
      chosen.append(value)
    }
    return chosen.sorted().map { ($0, label($0)) }
  }

  /// Powers of two on a logarithmic axis of bytes, few enough to read.
  static func bytes(in range: ClosedRange<Double>) -> [PlotAxis.Tick] {
    let powers = Int(log2(range.lowerBound).rounded(.up))...Int(log2(range.upperBound))
    let every = (powers.count + 5) / 6
    return powers.filter { $0 % every == 0 }.map { power in
      let unit = min(power / 10, Units.Scale.bytes.symbols.count - 1)
      return (exp2(Double(power)), "\(1 << (power - 10 * unit)) \(Units.Scale.bytes.symbols[unit])")
    }
  }

  static func label(_ value: Double) -> String {
    String(format: "%g", value)
  }
}
