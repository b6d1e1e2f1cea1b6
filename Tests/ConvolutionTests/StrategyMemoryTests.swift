import Convolution
import Testing

/// What a step has live, by the allocator and by formula, to the byte.
@Suite struct StrategyMemoryTests {
  private func peak<T: Scalar>(
    _: T.Type, _ workload: Workload, _ strategy: some BackwardStrategy
  ) throws -> (use: MemoryUse, savedBytes: Int) {
    let memory = Memory()
    let geometry = workload.geometry
    let layer = try Layer<T>(geometry, from: memory)
    let input = try Buffer<T>(geometry.inputCount, from: memory, for: .inputs)
    let delta = try Buffer<T>(geometry.outputCount, from: memory, for: .inputs)
    for vector in [layer.weight.vector, layer.bias.vector, input.vector, delta.vector] {
      vector.fill { _ in .zero }
    }
    let crew = Crew(workload, memory: memory)
    let before = memory.live
    memory.restartPeak()
    let record = try crew.step(by: strategy, layer: layer, input: input, delta: delta)
    #expect(memory.live == before)
    return (memory.peak - before, record.savedBytes)
  }

  @Test(arguments: Layers.all, [1, 2, 3])
  func thePeakIsTheFormula(_ layer: ConvolutionGeometry, _ threads: Int) throws {
    for strategy in Strategies.all {
      for inputGradient in [true, false] {
        for precision in Precision.allCases {
          let workload = Workload(
            geometry: layer, inputGradient: inputGradient, precision: precision, threads: threads,
            tileColumns: threads == 3 ? 5 : nil)
          let (use, saved) =
            switch precision {
            case .float: try peak(Float.self, workload, strategy)
            case .double: try peak(Double.self, workload, strategy)
            }
          let formula = strategy.memory(workload)
          #expect(use.total == formula.peakBytes, "\(strategy.name)")
          #expect(use[.phi] == formula.phiBytes, "\(strategy.name)")
          #expect(saved == formula.savedBytes, "\(strategy.name)")
          #expect(use[.weights] == 0 && use[.inputs] == 0)
        }
      }
    }
  }

  @Test(arguments: Layers.all)
  func onlyCachedKeepsPhi(_ layer: ConvolutionGeometry) {
    let workload = Workload(geometry: layer)
    for strategy in Strategies.all {
      let expected = strategy.name == "cached" ? workload.phiBytes : 0
      #expect(strategy.memory(workload).phiBytes == expected, "\(strategy.name)")
    }
  }

  /// What caching costs: the φ that is kept, less the workspace that is not.
  @Test(arguments: [1, 2])
  func cachedMinusRecomputedIsPhiLessWorkspace(threads: Int) throws {
    func backwardIsThePeak(_ formula: MemoryFormula) -> Bool {
      formula.gradientBytes + formula.backwardWorkspaceBytes >= formula.forwardWorkspaceBytes
    }
    var cases = 0
    for layer in Layers.all {
      let workload = Workload(geometry: layer, threads: threads)
      let cached = Cached().memory(workload)
      let recomputed = Recomputed().memory(workload)
      guard backwardIsThePeak(cached), backwardIsThePeak(recomputed) else { continue }
      cases += 1
      let difference =
        try peak(Float.self, workload, Cached()).use.total
        - peak(Float.self, workload, Recomputed()).use.total
      #expect(
        difference == workload.phiBytes
          - (recomputed.backwardWorkspaceBytes - cached.backwardWorkspaceBytes))
    }
    #expect(cases >= Layers.all.count - 2, "most layers have their peak in the backward pass")
  }

  @Test func namesAreUniqueAndFound() {
    let names = Strategies.all.map(\.name)
    #expect(names.prefix(3) == ["cached", "recomputed", "tiled"])
    #expect(Set(names).count == names.count)
    #expect(names.map { Strategies.named($0)?.name } == names)
    #expect(Strategies.named("magic") == nil)
  }
}
