import Foundation

extension Estimate {
  /// The fewest sessions that have an interval: two may agree by luck.
  package static let fewestSessions = 3

  /// The median over sessions, with a 95 % interval.
  ///
  /// Each session says one value, its own median; sessions are the units that vary independently, and
  /// their scatter holds that within them, too. Times err by factors, so logarithms are taken: the interval is
  /// x̃ ± t·√(π/2)·s/√n, where x̃ is their median, s their scatter about it, t Student's quantile, and
  /// √(π/2) what a median knows less than a mean. A session that a neighbour disturbed widens the interval
  /// and moves its middle little. Sources: Kalibera & Jones, *Rigorous benchmarking in reasonable time*,
  /// ISMM 2013, for the units; Kenney & Keeping, *Mathematics of Statistics* 1, 1962, for the variance of the
  /// median. How often it holds is measured by `make coverage`.
  ///
  /// - Parameter values: one of each session, above 0; at least one.
  package init(overSessions values: [Double]) {
    precondition(!values.isEmpty, "no sessions, no estimate")
    let logarithms = values.map { log($0) }
    let middle = Estimate(of: logarithms).median
    guard values.count >= Self.fewestSessions else {
      self.init(median: exp(middle))
      return
    }
    let squares = logarithms.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    let scatter = (squares / Double(values.count - 1)).squareRoot()
    let halfWidth =
      StudentT.quantile(degrees: values.count - 1)
      * (.pi / 2 / Double(values.count)).squareRoot() * scatter
    self.init(median: exp(middle), low: exp(middle - halfWidth), high: exp(middle + halfWidth))
  }
}
