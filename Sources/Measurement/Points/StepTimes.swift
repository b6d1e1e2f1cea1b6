import Convolution
import Machine

/// How long the steps of several strategies took at one point, taken in turns.
package struct StepTimes: Sendable, Codable {
  /// One strategy's times.
  package struct Entry: Sendable, Codable {
    /// Whose.
    package let strategy: Strategy
    /// Seconds of each operation; a sum's are the clock's on the wall.
    package let times: PerOperation<Estimate>
    /// A step's time as a part of the first strategy's, pair by pair.
    package let ratioToFirst: Estimate
  }

  /// In the order of the strategies.
  package let entries: [Entry]
  /// Samples of each strategy.
  package let samples: Int
  /// Why sampling ended.
  package let endedBy: Sampling.End
  /// What went wrong meanwhile.
  package let disturbances: [Disturbance]

  /// Times the strategies, at least one, in turns (A B A B …) after a step of each that warms up, so that
  /// a drift of the machine meets all of them alike.
  ///
  /// At a cold point the last cache level, which holds `cacheBytes`, is evicted before each step.
  package static func take(
    at point: Point, by strategies: [any BackwardStrategy], inputs source: InputSource,
    sampling: Sampling, cacheBytes: Int
  ) throws(OutOfMemory) -> StepTimes {
    switch point.workload.precision {
    case .float:
      try take(Float.self, point, strategies, source, sampling, cacheBytes)
    case .double:
      try take(Double.self, point, strategies, source, sampling, cacheBytes)
    }
  }

  private static func take<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, _ point: Point, _ strategies: [any BackwardStrategy], _ source: InputSource,
    _ sampling: Sampling, _ cacheBytes: Int
  ) throws(OutOfMemory) -> StepTimes {
    precondition(!strategies.isEmpty, "nothing to time")
    let memory = Memory(recycles: true)
    let inputs = try LayerInputs<T>(point.workload, from: source, memory: memory)
    let crew = Crew(point.workload, memory: memory)
    let evictor = try CacheEvictor(
      cacheBytes: point.cache == .cold ? cacheBytes : 0, memory: memory)

    let expected = min(sampling.samples ?? Sampling.mostSamples, Sampling.mostSamples)
    var records = strategies.map { _ in StepRecords(expected: expected) }
    for strategy in strategies {
      _ = try crew.step(
        by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
    }
    var monitor = DisturbanceMonitor()
    let start = ContinuousClock.now
    var end: Sampling.End?
    while end == nil {
      for (index, strategy) in strategies.enumerated() {
        if point.cache == .cold { evictor.evict(round: records[index].count, by: crew) }
        let record = try crew.step(
          by: strategy, layer: inputs.layer, input: inputs.input, delta: inputs.delta)
        records[index].append(record.times)
      }
      if Sampling.isLook(records[0].count) {
        monitor.sample(apartFrom: records.reduce(0) { $0 + $1.bytes })
      }
      end = sampling.end(count: records[0].count, elapsed: .now - start) {
        records.map { Estimate(of: $0[.step]) }
      }
    }
    return StepTimes(
      strategies.map { Strategy($0) }, records, endedBy: end ?? .samples, monitor: monitor,
      sampling: sampling)
  }

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

  private init(
    _ strategies: [Strategy], _ records: [StepRecords], endedBy: Sampling.End,
    monitor: DisturbanceMonitor,
    sampling: Sampling
  ) {
    entries = zip(strategies, records).map { strategy, record in
      var times = PerOperation(repeating: Estimate(of: [0]))
      for operation in Operation.allCases {
        times[operation] = Estimate(of: record[operation])
      }
      let ratios = zip(record[.step], records[0][.step]).map { $0 / $1 }
      return Entry(strategy: strategy, times: times, ratioToFirst: Estimate(of: ratios))
    }
    samples = records[0].count
    self.endedBy = endedBy
    disturbances = monitor.stop(
      samples: samples,
      relativeSpread: entries.compactMap { $0.times[.step].relativeHalfWidth }.max(),
      wantedSpread: sampling.interval)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { self / .seconds(1) }
}
