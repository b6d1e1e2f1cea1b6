import Foundation
import Measurement

/// How much a time or a ratio moved from one run to another, as a logarithm, and how sure that is.
package struct Change: Hashable, Sendable {
  /// ln(new ÷ old).
  let logarithm: Double
  /// The standard error of ``logarithm``.
  let error: Double
  /// The degrees of freedom of ``error``.
  let degrees: Int

  /// Nothing moved: what all others are set against.
  static let none = Change(logarithm: 0, error: 0, degrees: .max)
}

extension Change {
  /// From how it was to how it is, where each interval is built over some sessions, or samples of a file
  /// without sessions; `nil` where one of the two has no interval.
  init?(from old: Estimate?, to new: Estimate?, units: (old: Int?, new: Int?)) {
    guard let old, let new, let (oldError, oldDegrees) = Self.error(old, units.old),
      let (newError, newDegrees) = Self.error(new, units.new)
    else { return nil }
    let (error, degrees) = Self.together((oldError, oldDegrees), (newError, newDegrees))
    self.init(logarithm: log(new.median / old.median), error: error, degrees: degrees)
  }

  /// How far a ratio is from 1; `nil` where it has no interval.
  init?(_ ratio: Estimate, units: Int?) {
    guard let (error, degrees) = Self.error(ratio, units) else { return nil }
    self.init(logarithm: log(ratio.median), error: error, degrees: degrees)
  }

  /// The interval says the error: it is Student's t over the logarithms.
  private static func error(_ estimate: Estimate, _ units: Int?) -> (Double, Int)? {
    guard let low = estimate.low, let high = estimate.high, low > 0, let units, units > 1 else {
      return nil
    }
    let degrees = units - 1
    return (log(high / low) / 2 / StudentT.quantile(degrees: degrees), degrees)
  }

  /// The error of a sum of two, and its degrees of freedom by Welch and Satterthwaite.
  private static func together(
    _ one: (error: Double, degrees: Int), _ other: (error: Double, degrees: Int)
  ) -> (Double, Int) {
    let (first, second) = (one.error * one.error, other.error * other.error)
    let sum = first + second
    let weights =
      first * first / Double(one.degrees) + second * second / Double(other.degrees)
    guard weights > 0 else { return (sum.squareRoot(), max(one.degrees, other.degrees)) }
    let degrees = min(sum * sum / weights, 1e6)
    return (sum.squareRoot(), max(1, Int(degrees)))
  }

  /// This change beyond another.
  static func - (change: Change, other: Change) -> Change {
    let (error, degrees) = together(
      (change.error, change.degrees), (other.error, other.degrees))
    return Change(
      logarithm: change.logarithm - other.logarithm, error: error, degrees: degrees)
  }

  /// This change and another.
  static func + (change: Change, other: Change) -> Change {
    let (error, degrees) = together(
      (change.error, change.degrees), (other.error, other.degrees))
    return Change(
      logarithm: change.logarithm + other.logarithm, error: error, degrees: degrees)
  }

  /// The probability of a change as large as this one, if nothing moved.
  var probability: Double {
    error > 0
      ? StudentT.probability(beyond: logarithm / error, degrees: degrees) : logarithm == 0 ? 1 : 0
  }

  /// The factor, with its 95 % interval.
  package var estimate: Estimate {
    let half = error > 0 ? StudentT.quantile(degrees: degrees) * error : 0
    return Estimate(
      median: exp(logarithm), low: exp(logarithm - half), high: exp(logarithm + half))
  }

  /// Whether its size is beyond a threshold.
  func isBeyond(_ threshold: Double) -> Bool { abs(logarithm) > log(1 + threshold) }
}
