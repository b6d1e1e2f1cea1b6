import Foundation

/// Student's t distribution.
package enum StudentT {
  /// The value that ± holds all but `outside` of the distribution, with some degrees of freedom.
  ///
  /// A(t | ν), the probability within ± t, is a finite sum in θ = arctan(t ÷ √ν), which is inverted by
  /// bisection. Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4.
  ///
  /// - Precondition: there is at least one degree of freedom, and `outside` is above 0 and below 1.
  package static func quantile(outside: Double = 0.05, degrees: Int) -> Double {
    precondition(degrees >= 1 && outside > 0 && outside < 1, "no such quantile")
    let degrees = min(degrees, mostDegrees)
    var (low, high) = (0.0, Double.pi / 2)
    for _ in 0..<64 {
      let middle = (low + high) / 2
      if 1 - inside(angle: middle, degrees: degrees) > outside {
        low = middle
      } else {
        high = middle
      }
    }
    return tan(low) * Double(degrees).squareRoot()
  }

  /// The probability of a value as far from 0 as `t`, or further, with some degrees of freedom.
  ///
  /// - Precondition: there is at least one degree of freedom.
  package static func probability(beyond t: Double, degrees: Int) -> Double {
    precondition(degrees >= 1, "no degrees of freedom")
    let degrees = min(degrees, mostDegrees)
    let angle = atan(abs(t) / Double(degrees).squareRoot())
    return max(0, 1 - inside(angle: angle, degrees: degrees))
  }

  /// With more degrees the quantiles are the normal distribution's to a thousandth, and the sum is long.
  private static let mostDegrees = 1000

  /// A(t | ν) for t = √ν · tan θ.
  private static func inside(angle theta: Double, degrees: Int) -> Double {
    let (sine, cosine) = (sin(theta), cos(theta))
    let isOdd = degrees % 2 == 1
    // Odd: cos θ + ⅔ cos³ θ + …; even: 1 + ½ cos² θ + …; in both up to cos^(ν − 2).
    var term = isOdd ? cosine : 1
    var sum = degrees == 1 ? 0 : term
    for power in stride(from: isOdd ? 3 : 2, through: degrees - 2, by: 2) {
      term *= cosine * cosine * Double(power - 1) / Double(power)
      sum += term
    }
    return isOdd ? 2 / Double.pi * (theta + sine * sum) : sine * sum
  }
}
