import Foundation

extension Estimate {
  /// The fewest sessions that have an interval: two may agree by luck.
  package static let fewestSessions = 3

  /// The typical value over sessions, with a 95 % interval.
  ///
  /// Each session says one value, its own median; sessions are the units that vary independently, and
  /// their scatter holds that within them, too. Times err by factors, so Student's t is taken over the
  /// logarithms: exp(x̄ ± t·s/√n), around the geometric mean. Source: Kalibera & Jones, *Rigorous
  /// benchmarking in reasonable time*, ISMM 2013, section 8, with one level above the iterations.
  ///
  /// - Parameter values: one of each session, above 0; at least one.
  package init(overSessions values: [Double]) {
    precondition(!values.isEmpty, "no sessions, no estimate")
    let n = Double(values.count)
    let logarithms = values.map { log($0) }
    let mean = logarithms.reduce(0, +) / n
    guard values.count >= Self.fewestSessions else {
      self.init(median: exp(mean))
      return
    }
    let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let halfWidth =
      StudentT.quantile(degrees: values.count - 1) * (squares / (n - 1) / n).squareRoot()
    self.init(median: exp(mean), low: exp(mean - halfWidth), high: exp(mean + halfWidth))
  }
}
