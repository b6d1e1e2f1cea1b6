import Convolution
import Foundation
import Machine
import Measurement
import Results

/// A time that can be judged: an operation of one of our strategies at a point, beside its formula.
struct Observation: Sendable {
  /// The line of the file.
  let line: Int
  /// Where.
  let point: Point
  /// Seconds, above 0.
  let time: Double
  /// The standard error of the time's logarithm, from its 95 % interval; `nil` where it has none.
  let error: Double?
  /// What the slides count of the operation: elements, or FLOPs.
  let cost: Double
  /// The levels of the memory hierarchy that serve it.
  let residences: Residences

  /// Seconds per element, or per FLOP.
  var unitTime: Double { time / cost }

  /// A time of a row, above 0 as its interval is.
  init(
    _ row: RecordedRow, _ time: Estimate, cost: Int, strategy: any BackwardStrategy,
    workload: Workload,
    caches: Caches
  ) {
    line = row.line
    point = row.point
    self.time = time.median
    error = time.low.flatMap { low in
      time.high.map { high in log(high / low) / (2 * StudentT.normal) }
    }
    self.cost = Double(cost)
    residences = Residences(
      WorkingSet(row.operation, workload, strategy: strategy), workers: workload.workers,
      cache: row.point.cache, caches: caches)
  }
}
