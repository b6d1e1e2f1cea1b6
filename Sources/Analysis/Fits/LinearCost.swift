/// time = overhead + coefficient · cost, neither of them negative, by the least relative errors.
///
/// Each equation is divided by its time, so that a point of a microsecond counts as one of a second:
/// minimises Σ ((overhead + coefficient · costᵢ) / timeᵢ − 1)².
struct LinearCost {
  /// Seconds that do not depend on the cost.
  let overhead: Double
  /// Seconds per unit of cost.
  let coefficient: Double

  /// Fits points of positive costs and times; `nil` where the costs have a single value.
  init?(costs: [Double], times: [Double]) {
    let ones = [Double](repeating: 1, count: times.count)
    let constant = times.map { 1 / $0 }
    let linear = zip(costs, times).map { $0 / $1 }
    guard let both = LeastSquares(columns: [constant, linear], target: ones) else {
      return nil
    }
    if both.coefficients.allSatisfy({ $0 >= 0 }) {
      (overhead, coefficient) = (both.coefficients[0], both.coefficients[1])
      return
    }
    // The best without negatives lies on the border: one of the two alone.
    guard let level = LeastSquares(columns: [constant], target: ones),
      let slope = LeastSquares(columns: [linear], target: ones)
    else { return nil }
    if level.squaredResiduals < slope.squaredResiduals {
      (overhead, coefficient) = (level.coefficients[0], 0)
    } else {
      (overhead, coefficient) = (0, slope.coefficients[0])
    }
  }

  /// The time of a cost, in seconds.
  func time(_ cost: Double) -> Double { overhead + coefficient * cost }
}
