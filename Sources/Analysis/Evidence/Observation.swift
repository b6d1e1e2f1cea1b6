import Convolution
import Foundation
import Machine
import Measurement
import Results

/// A time that can be judged: an operation of one of our strategies at a point, beside its formula.
struct Observation: Sendable {
  /// The line of the file.
  let line: Int
  let point: Point
  /// Seconds, above 0.
  let time: Double
  /// The standard error of the time's logarithm, from its 95 % interval; `nil` where it has none.
  let error: Double?
  /// What the slides count of the operation by formula: elements, or FLOPs.
  let cost: Double
  /// The same as it was counted.
  let counted: Int?
  let residences: Residences

  /// Seconds per element, or per FLOP.
  var unitTime: Double { time / cost }

  /// A time of an operation; `nil` without a time, and where the strategy has no such operation.
  init?(_ measurement: OperationMeasurement, of step: StepMeasurement, caches: Caches) {
    let workload = step.point.workload
    let operation = measurement.operation
    guard step.status == .ok, let time = measurement.time, let method = step.strategy.method,
      let cost = operation.cost(workload, strategy: method), cost > 0
    else { return nil }
    line = measurement.line
    point = step.point
    self.time = time.median
    error = time.low.flatMap { low in
      time.high.map { high in log(high / low) / (2 * StudentT.normal) }
    }
    self.cost = Double(cost)
    counted = operation.costUnit == .flop ? measurement.flops : measurement.elements
    residences = Residences(
      WorkingSet(operation, step.usedWorkload ?? workload, strategy: method),
      workers: workload.workers, cache: step.point.cache, caches: caches)
  }
}

/// The times of a dataset by what they are of, in the catalogue's order.
struct Observations: Sendable {
  let subjects: [Subject]
  private let all: [Subject: [Observation]]

  /// The times that can be judged.
  init(_ dataset: Dataset, caches: Caches) {
    var all: [Subject: [Observation]] = [:]
    for step in dataset.steps where step.strategy.isOwn {
      for measurement in step.operations {
        guard let observation = Observation(measurement, of: step, caches: caches) else { continue }
        all[Subject(step.strategy, measurement.operation), default: []].append(observation)
      }
    }
    self.all = all
    subjects = dataset.ownStrategies.flatMap { strategy in
      Operation.allCases.map { Subject(strategy, $0) }.filter { all[$0] != nil }
    }
  }

  /// Those of one operation of a strategy, in the file's order.
  subscript(subject: Subject) -> [Observation] { all[subject] ?? [] }
}
