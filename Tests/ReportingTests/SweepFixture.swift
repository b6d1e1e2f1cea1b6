import Convolution
import Machine
import Measurement
import Results
import Sweeps

extension Fixture {
  /// A sweep of h and d around a point, eight in all, by `cached` and `recomputed`: recomputing takes 1.2
  /// times as long up to h = 5 and 0.8 times beyond, and the products take 90 % of the time.
  static func sweep() throws -> [RecordedRow] {
    let h = try [1, 3, 5, 7, 9].map { try point(h: $0) }
    let d = try [8, 16, 64].map { try point(d: $0) }
    return (h + d).flatMap { point -> [RecordedRow] in
      let seconds = 1e-9 * Double(point.workload.geometry.phiCount)
      let factor = point.workload.geometry.h <= 5 ? 1.2 : 0.8
      return operations(point, "cached", seconds: seconds)
        + [step(point, "cached", seconds: seconds, ratio: 1)]
        + operations(point, "recomputed", seconds: seconds * factor)
        + [step(point, "recomputed", seconds: seconds * factor, ratio: factor)]
    }
  }

  /// The rows of a step's operations, as a strategy has them.
  static func operations(
    _ point: Point, _ strategy: String, seconds: Double
  ) -> [RecordedRow] {
    guard let known = Strategies.named(strategy) else { return [] }
    let executed = Operation.executed.compactMap { operation in
      known.formula(operation, point.workload).map { (operation, $0) }
    }
    let others = Double(executed.count { !$0.0.isProduct })
    let products = Double(executed.count { $0.0.isProduct })
    return executed.map { operation, counts in
      var row = RecordedRow(point: point, strategy: Strategy(named: strategy), operation: operation)
      row.timeMedian = operation.isProduct ? 0.9 * seconds / products : 0.1 * seconds / others
      (row.flops, row.flopsFormula) = (counts.flops, counts.flops)
      (row.elements, row.elementsFormula) = (counts.elements, counts.elements)
      row.cpu = "Processor A"
      return row
    }
  }

  /// Text that would break a page, a plot or a terminal that took it for its own.
  static let hostile =
    "</title><script>alert(1)</script>\u{1}\u{1B}[2J & 'x' `touch /tmp/phibench-was-here` "
    + "\"; system('touch /tmp/phibench-was-here')\nunset output\nEND ]]> ünï–φ \u{FFFE}"
}
