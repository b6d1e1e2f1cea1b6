import Convolution
import Machine

/// How long the steps of several strategies took at one point in one session, taken in turns.
package struct StepTimes: Sendable, Codable {
  /// One strategy's times.
  package struct Entry: Sendable, Codable {
    package let strategy: Strategy
    /// Median seconds of each operation; a sum's are the clock's on the wall.
    package let times: PerOperation<Double>
    /// A step's time as a part of the first strategy's: the median of the pairs.
    package let ratioToFirst: Double
  }

  /// In the order of the strategies.
  package let entries: [Entry]
  /// Samples of each strategy.
  package let samples: Int
  /// How long the yardsticks took meanwhile.
  package let yardsticks: YardstickTimes
  /// What went wrong meanwhile.
  package let disturbances: [Disturbance]

  /// Times the strategies, at least one, in turns (A B A B …) after a warm-up, so that a drift of the machine
  /// meets all of them alike; and the yardsticks with them.
  ///
  /// At a cold point the last cache level, which holds `cacheBytes`, is evicted before each step. Where the
  /// blocks of memory are known that the steps need, a step that takes much of what the session may spend is not
  /// done once more for the sake of its pages.
  package static func take(
    at point: Point, by strategies: [any BackwardStrategy], inputs source: InputSource,
    sampling: SessionSampling, cacheBytes: Int, blocks: [Int: Int] = [:]
  ) throws(OutOfMemory) -> StepTimes {
    switch point.workload.precision {
    case .float:
      try take(Float.self, point, strategies, source, sampling, cacheBytes, blocks)
    case .double:
      try take(Double.self, point, strategies, source, sampling, cacheBytes, blocks)
    }
  }

  private static func take<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, _ point: Point, _ strategies: [any BackwardStrategy], _ source: InputSource,
    _ sampling: SessionSampling, _ cacheBytes: Int, _ blocks: [Int: Int]
  ) throws(OutOfMemory) -> StepTimes {
    precondition(!strategies.isEmpty, "nothing to time")
    let memory = Memory(recycles: true)
    let inputs = try LayerInputs<T>(point.workload, from: source, memory: memory)
    let crew = Crew(point.workload, memory: memory)
    let evictor = try CacheEvictor(
      cacheBytes: point.cache == .cold ? cacheBytes : 0, memory: memory)
    var yardstick = try Yardstick(workers: point.workload.workers, memory: memory)

    let expected = min(
      sampling.samples ?? SessionSampling.mostSamples, SessionSampling.mostSamples)
    var records = strategies.map { _ in StepRecords(expected: expected) }
    let start = ContinuousClock.now
    if WarmUp.isShort(point.workload, by: strategies, within: sampling.budget), !blocks.isEmpty {
      try memory.prepare(blocks)
      try WarmUp.warmUp(point.workload, by: strategies, inputs: source)
    } else {
      for strategy in strategies {
        _ = try crew.step(
          by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
      }
    }
    yardstick.copyRepeatedly()
    var monitor = DisturbanceMonitor()
    var isEnough = false
    while !isEnough {
      let begin = ContinuousClock.now
      for (index, strategy) in strategies.enumerated() {
        if point.cache == .cold { evictor.evict(round: records[index].count, by: crew) }
        let record = try crew.step(
          by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
        yardstick.multiply(for: record.times[.step] * Yardstick.share, by: crew)
        records[index].append(record.times)
      }
      if SessionSampling.isLook(records[0].count) {
        monitor.sample(apartFrom: records.reduce(0) { $0 + $1.bytes })
      }
      let end = ContinuousClock.now
      isEnough = sampling.isEnough(
        count: records[0].count, elapsed: end - start, turn: end - begin
      ) {
        records.map { Estimate(of: $0[.step]) }
      }
    }
    yardstick.copyRepeatedly()
    return StepTimes(
      strategies.map { Strategy($0) }, records, yardsticks: yardstick.times,
      disturbances: monitor.stop())
  }

  private init(
    _ strategies: [Strategy], _ records: [StepRecords], yardsticks: YardstickTimes,
    disturbances: [Disturbance]
  ) {
    entries = zip(strategies, records).map { strategy, record in
      var times = PerOperation(repeating: 0.0)
      for operation in Operation.allCases {
        times[operation] = Estimate(of: record[operation]).median
      }
      let ratios = zip(record[.step], records[0][.step]).map { $0 / $1 }
      return Entry(
        strategy: strategy, times: times, ratioToFirst: Estimate(of: ratios).median)
    }
    samples = records[0].count
    self.yardsticks = yardsticks
    self.disturbances = disturbances
  }
}

extension StepTimes {
  /// Executes steps without timing them.
  static func repeatSteps(
    _ count: Int, of workload: Workload, by strategies: [any BackwardStrategy],
    inputs source: InputSource
  ) throws(OutOfMemory) {
    switch workload.precision {
    case .float: try repeatSteps(Float.self, count, workload, strategies, source)
    case .double: try repeatSteps(Double.self, count, workload, strategies, source)
    }
  }

  private static func repeatSteps<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, _ count: Int, _ workload: Workload, _ strategies: [any BackwardStrategy],
    _ source: InputSource
  ) throws(OutOfMemory) {
    let memory = Memory(recycles: true)
    let inputs = try LayerInputs<T>(workload, from: source, memory: memory)
    let crew = Crew(workload, memory: memory)
    for strategy in strategies {
      for _ in 0..<count {
        _ = try crew.step(
          by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
      }
    }
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { self / .seconds(1) }
}
