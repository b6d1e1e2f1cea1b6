import Convolution
import Foundation
import Measurement

/// Where keeping φ and computing it again change places along a parameter.
package struct Crossover: Sendable, Encodable {
  package let parameter: Parameter
  package let held: NamedValues
  /// The last value before the change of which it is sure which of them is faster.
  package let from: Int
  /// The next such value, where it is the other.
  package let to: Int
  /// Where both take as long, if the ratio's logarithm is straight in the parameter's in between.
  package let at: Double
  /// Whether keeping φ is faster above, not below.
  package let keepingIsFasterAbove: Bool

  /// All crossovers of a line by ascending values, from the time of computing φ again as a part of
  /// keeping's; a point at which the ratio's interval holds 1, or at which it has none, decides nothing.
  static func all<Element>(_ line: Line<Element>, ratio: (Element) -> Estimate) -> [Crossover] {
    let decided = line.elements.compactMap {
      value, element -> (value: Int, ratio: Estimate, keepingIsFaster: Bool)? in
      let ratio = ratio(element)
      // What lies on another side of 1 than its interval was not measured.
      guard let keepingIsFaster = ratio.isAboveOne, keepingIsFaster == (ratio.median > 1) else {
        return nil
      }
      return (value, ratio, keepingIsFaster)
    }
    return zip(decided, decided.dropFirst()).compactMap { below, above in
      guard below.keepingIsFaster != above.keepingIsFaster, below.value < above.value else {
        return nil
      }
      let (left, right) = (log(below.ratio.median), log(above.ratio.median))
      let (start, end) = (log(Double(below.value)), log(Double(above.value)))
      let part = left / (left - right)
      return Crossover(
        parameter: line.parameter, held: line.held, from: below.value, to: above.value,
        at: exp(start + part * (end - start)),
        keepingIsFasterAbove: above.keepingIsFaster)
    }
  }
}
