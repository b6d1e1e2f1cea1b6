import Glibc

/// y = Σ sₚ xₚ + ln Σ θⱼ zⱼ + ε with θ ≥ 0: the logarithm of a time that is a sum of parts, times powers.
///
/// - By Gauss and Newton: ln Σ θⱼ zⱼ is replaced by its tangent, and the linear problem solved, again and
///   again. A part that would be negative is left out of a round.
/// - No single equation decides: by Huber's M-estimate one whose residual exceeds 1.345 σ counts in
///   proportion less, σ being taken from the residuals' median, which half of the equations cannot move. The
///   standard errors are Huber's.
/// - Parts may depend on each other and on powers. What is roughly known of a part beforehand is one more
///   equation, 0 ± ``prior``, so that what the equations do not tell apart widens intervals.
/// - Powers are equivariant: with y + xₚ in the place of y, sₚ grows by 1, and nothing else changes.
///
/// Sources: Huber & Ronchetti, *Robust Statistics* (2nd ed., Wiley 2009), 7.6 to 7.8; Holland & Welsch,
/// *Robust regression using iteratively reweighted least-squares* (1977), for 1.345; Hoerl & Kennard,
/// *Ridge regression* (1970), for the equations of what is known.
struct CostRegression {
  /// s.
  let powers: [Double]
  /// θ; a part that was left out is exactly 0.
  let parts: [Double]
  /// Equations less the coefficients that they determine, rounded down.
  let degrees: Int
  /// The equations at the solution, of the parts that are left, and the standard deviation of ε.
  private let tangent: LeastSquares
  private let active: [Int]
  private let spread: Double

  /// Residuals, as multiples of σ, beyond which an equation counts less: 95 % as efficient as least
  /// squares where errors are normal.
  private static let bend = 1.345
  /// The median of |ε| is this part of a normal distribution's standard deviation.
  private static let medianPart = 0.6745
  /// No clock tells times apart that differ by less.
  private static let leastScale = 1e-3
  private static let mostRounds = 40

  /// Fits; `nil` without a degree of freedom, or where powers depend on each other or on the first part.
  ///
  /// - Parameters:
  ///   - powers: x, a column for each; their means are 0.
  ///   - parts: z, none negative; the first is positive everywhere, and nothing is known of it beforehand.
  ///   - prior: the other parts' expected size, as a multiple of the sum's geometric mean.
  ///   - target: y.
  init?(powers: [[Double]], parts: [[Double]], prior: Double, target: [Double]) {
    let n = target.count
    var fit = Round(powers: powers, parts: parts, prior: prior, target: target)
    for _ in 0..<Self.mostRounds {
      let before = fit.coefficients
      guard fit.solve() else { return nil }
      let sizes = fit.residuals.map(\.magnitude)
      fit.scale = max(
        sizes.sorted()[n / 2] / Self.medianPart * (Double(n) / fit.degrees).squareRoot(),
        Self.leastScale)
      fit.weights = sizes.map { min(1, Self.bend * fit.scale / max($0, .leastNonzeroMagnitude)) }
      let change = zip(before, fit.coefficients).map { ($0 - $1).magnitude }.max() ?? 0
      if change < 1e-9 { break }
    }
    // Of ψ(ε) = w·ε the mean square, and the part of equations in which ψ grows with ε.
    let psi = zip(fit.weights, fit.residuals).reduce(0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }
    let growing = Double(fit.weights.count { $0 == 1 }) / Double(n)
    guard growing > 0 else { return nil }
    let correction = 1 + (1 - fit.degrees / Double(n)) * (1 - growing) / growing
    spread = max((psi / fit.degrees).squareRoot() / growing * correction, Self.leastScale)
    guard let tangent = fit.tangent(spread: spread) else { return nil }
    self.tangent = tangent
    active = fit.active
    self.powers = Array(fit.coefficients[..<powers.count])
    self.parts = Array(fit.coefficients[powers.count...])
    degrees = Int(fit.degrees)
  }

  /// The standard error of a power.
  func error(ofPower place: Int) -> Double {
    error(powers.indices.map { $0 == place ? 1 : 0 } + active.map { _ in 0 })
  }

  /// The standard error of a sum of parts, each times a factor.
  func error(ofParts factors: [Double]) -> Double {
    error(powers.map { _ in 0 } + active.map { factors[$0] })
  }

  private func error(_ combination: [Double]) -> Double {
    tangent.variance(of: combination).squareRoot() * spread
  }
}

/// The equations as they stand in one round.
private struct Round {
  let powers: [[Double]]
  let parts: [[Double]]
  let prior: Double
  let target: [Double]
  var weights: [Double]
  var scale = 1.0
  /// s, then θ.
  var coefficients: [Double]
  var residuals: [Double] = []
  var degrees = 0.0

  private var isFirst = true
  private(set) var active: [Int] = []

  init(powers: [[Double]], parts: [[Double]], prior: Double, target: [Double]) {
    (self.powers, self.parts, self.prior, self.target) = (powers, parts, prior, target)
    weights = target.map { _ in 1 }
    // All parts alike, as large together as the times are.
    let sums = target.indices.map { row in parts.reduce(0) { $0 + $1[row] } }
    let middle = zip(target, sums).map { $0 - log($1) }.sorted()[target.count / 2]
    coefficients = powers.map { _ in 0 } + parts.map { _ in exp(middle) }
  }

  /// What the parts come to, by equation.
  private var sums: [Double] {
    target.indices.map { row in
      parts.indices.reduce(0) { $0 + coefficients[powers.count + $1] * parts[$1][row] }
    }
  }

  /// What σ is as a part of what is known of a part, which is relative to the sum's geometric mean: so is
  /// invariant to a factor of all times and to powers.
  private func doubt(_ sums: [Double], scale: Double) -> Double {
    let typical = exp(sums.reduce(0) { $0 + log($1) } / Double(sums.count))
    return scale / (prior * typical)
  }

  /// The tangents' columns of powers and of some parts, with an equation for each part that is known roughly.
  private func columns(
    _ active: [Int], _ sums: [Double], weights: [Double], scale: Double
  ) -> [[Double]] {
    let known = active.filter { $0 > 0 }
    let roots = weights.map { $0.squareRoot() }
    let doubt = doubt(sums, scale: scale)
    return powers.map { column in zip(column, roots).map { $0 * $1 } + known.map { _ in 0 } }
      + active.map { part in
        sums.indices.map { parts[part][$0] / sums[$0] * roots[$0] }
          + known.map { $0 == part ? doubt : 0 }
      }
  }

  /// Solves the linear problem, without parts that would be negative; false where it has no solution.
  mutating func solve() -> Bool {
    let sums = sums
    let theta = Array(coefficients[powers.count...])
    // y − ln Σ + (Σ θ z) ÷ Σ, the tangent's own constant being 1.
    let right = target.indices.map { (target[$0] - log(sums[$0]) + 1) * weights[$0].squareRoot() }
    let doubt = doubt(sums, scale: scale)
    active = Array(parts.indices)
    while true {
      let known = active.count { $0 > 0 }
      guard
        let fit = LeastSquares(
          columns: columns(active, sums, weights: weights, scale: scale),
          target: right + [Double](repeating: 0, count: known))
      else { return false }
      let found = fit.coefficients[powers.count...]
      if let worst = zip(active, found).filter({ $0.1 < 0 }).min(by: { $0.1 < $1.1 })?.0,
        active.count > 1
      {
        active.removeAll { $0 == worst }
        continue
      }
      let used = zip(active, fit.variances[powers.count...]).reduce(
        Double(powers.count + active.count)
      ) { used, part in
        part.0 == 0 ? used : used - doubt * doubt * part.1
      }
      degrees = Double(target.count) - used
      var next = parts.map { _ in 0.0 }
      for (part, value) in zip(active, found) { next[part] = value }
      // Half a step at first: the tangent is no good guide from far away.
      let step = isFirst ? 0.5 : 1
      next = zip(theta, next).map { $0 + step * ($1 - $0) }
      isFirst = false
      coefficients = Array(fit.coefficients[..<powers.count]) + next
      // Where all that is left is 0, only a part of the way has a logarithm.
      while self.sums.contains(where: { $0 <= 0 }) {
        next = zip(theta, next).map { ($0 + $1) / 2 }
        coefficients.replaceSubrange(powers.count..., with: next)
      }
      let reached = self.sums
      guard degrees >= 1 else { return false }
      residuals = target.indices.map { row in
        powers.indices.reduce(target[row] - log(reached[row])) {
          $0 - coefficients[$1] * powers[$1][row]
        }
      }
      return true
    }
  }

  /// The equations with even weights, where ε has a standard deviation.
  func tangent(spread: Double) -> LeastSquares? {
    let columns = columns(active, sums, weights: target.map { _ in 1 }, scale: spread)
    return LeastSquares(
      columns: columns, target: [Double](repeating: 0, count: columns[0].count))
  }
}
