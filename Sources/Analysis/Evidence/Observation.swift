import Convolution
import Machine
import Measurement
import Results

/// A time that can be judged: an operation of one of our strategies at a point, beside its formula.
struct Observation: Sendable {
  /// The line of the file.
  let line: Int
  let point: Point
  /// Seconds, above 0.
  var time: Double
  /// What the slides count of the operation by formula: elements, or FLOPs.
  let cost: Double
  /// The same as it was counted.
  let counted: Int?
  /// How often the operation is begun anew.
  let calls: Int
  /// Neighbouring values that it goes through at once; `nil` where these are all.
  let run: Int?
  /// Elements of the image for each element of φ that is added to them; `nil` where nothing is added up.
  let imageShare: Double?
  /// FLOPs of products between two uses of an element, for each of them; `nil` where none lie in between.
  let intensity: Double?
  let overflow: Overflow

  /// Seconds per element, or per FLOP.
  var unitTime: Double { time / cost }

  /// A time of an operation; `nil` without a time, and where the strategy has no such operation.
  init?(_ measurement: OperationMeasurement, of step: StepMeasurement, caches: Caches) {
    let workload = step.usedWorkload ?? step.point.workload
    let operation = measurement.operation
    guard step.status == .ok, let time = measurement.time, let method = step.strategy.method,
      let cost = operation.cost(workload, strategy: method), cost > 0
    else { return nil }
    line = measurement.line
    point = step.point
    self.time = time.median
    self.cost = Double(cost)
    counted = operation.costUnit == .flop ? measurement.flops : measurement.elements
    calls = operation.calls(workload, strategy: method)
    let geometry = workload.geometry
    run = operation.run(geometry)
    imageShare = operation == .col2im ? Double(geometry.inputCount) / self.cost : nil
    // The ReLU mask meets Z after all of a tile's products.
    intensity =
      operation == .reluMask
      ? 6 * Double(geometry.dOut) * Double(geometry.phiCount) / self.cost : nil
    overflow = Overflow(
      WorkingSet(operation, workload, strategy: method), workers: workload.workers,
      cache: step.point.cache, caches: caches)
  }
}

extension Operation {
  /// How often an operation is begun anew: once for each tile of columns; what needs whole images, at
  /// most once for each of them.
  fileprivate func calls(_ workload: Workload, strategy: any BackwardStrategy) -> Int {
    let geometry = workload.geometry
    guard let columns = strategy.tileColumns(workload) else { return workload.workers }
    let tiles = max(1, (geometry.phiColumns + columns - 1) / columns)
    return switch self {
    case .pool, .unpool, .reluMask: min(tiles, geometry.l)
    default: tiles
    }
  }

  /// Values that lie side by side where an operation goes from one such run to the next: short ones take as
  /// long as longer ones, since vectors are not full.
  fileprivate func run(_ geometry: ConvolutionGeometry) -> Int? {
    switch self {
    case .phi, .phiAgain, .col2im: geometry.h * geometry.d
    case .biasReLU, .biasGradient, .pool, .unpool: geometry.dOut
    default: nil
    }
  }
}

/// What times must have in common to be judged together.
struct Judged: Hashable, Sendable {
  let subject: Subject
  let conditions: Conditions
}

/// The times of a dataset by what they are of, in the catalogue's order.
struct Observations: Sendable {
  var all: [(key: Judged, elements: [Observation])]
}

extension Observations {
  /// The times that can be judged: of operations that are executed. A sum of several has no exponent of its
  /// own, and its count is its operations'.
  init(_ dataset: Dataset, caches: Caches) {
    var all: [(key: Judged, element: Observation)] = []
    for step in dataset.steps where step.strategy.isOwn {
      for measurement in step.operations where measurement.operation.parts.isEmpty {
        guard let observation = Observation(measurement, of: step, caches: caches) else { continue }
        let subject = Subject(strategy: step.strategy, operation: measurement.operation)
        all.append((Judged(subject: subject, conditions: Conditions(step.point)), observation))
      }
    }
    let groups = all.grouped(by: \.key).map { (key: $0.key, elements: $0.elements.map(\.element)) }
    // In the order of strategies, then of operations.
    self.all = dataset.ownStrategies.flatMap { strategy in
      Operation.executed.flatMap { operation in
        groups.filter { $0.key.subject == Subject(strategy: strategy, operation: operation) }
      }
    }
  }
}
