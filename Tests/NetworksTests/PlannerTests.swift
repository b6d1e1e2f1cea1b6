import Machine
import Convolution
import Measurement
import Networks
import Testing

@Suite struct PlannerTests {
  /// A problem of some layers and options whose numbers collide often, so that ties are tried too.
  private func problem(seed: UInt64, readsAgain: Bool) -> PlanningProblem {
    var random = SeededGenerator(seed: seed)
    let layers = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      (0..<Int.random(in: 1...3, using: &random)).map { index in
        let kept = Int.random(in: 0...12, using: &random)
        return LayerOption(
          strategy: "s\(index)", seconds: Double(Int.random(in: 0...10, using: &random)) / 7,
          keptBytes: kept, peakBytes: kept + Int.random(in: 0...20, using: &random),
          againBytes: Int.random(in: 0...30, using: &random))
      }
    }
    return PlanningProblem(
      layers: layers, baseBytes: Int.random(in: 0...5, using: &random), baseSeconds: 0.5,
      readsAgain: readsAgain)
  }

  private func exhaustive(_ problem: PlanningProblem) -> [Plan] {
    var choices: [[Int]] = [[]]
    for options in problem.layers {
      choices = choices.flatMap { choice in options.indices.map { choice + [$0] } }
    }
    return choices.map { problem.plan($0) }
  }

  @Test(arguments: [false, true])
  func theFastestPlanIsTheOneThatExhaustiveSearchFinds(readsAgain: Bool) throws {
    for seed in 1...400 as ClosedRange<UInt64> {
      let problem = problem(seed: seed, readsAgain: readsAgain)
      let planner = Planner(problem)
      let byPeak = Dictionary(grouping: exhaustive(problem), by: \.peakBytes)
      let least = try #require(byPeak.keys.min())
      let most = try #require(byPeak.keys.max())
      #expect(planner.leastBudgetBytes == least, "seed \(seed)")
      #expect(planner.fastest(within: least - 1) == nil)
      var best = Double.infinity
      for budget in least...most {
        best = min(best, byPeak[budget]?.map(\.seconds).min() ?? best)
        let plan = planner.fastest(within: budget)
        #expect(plan?.seconds == best, "seed \(seed), \(budget) bytes")
        #expect(plan.map { $0.peakBytes <= budget } ?? true)
      }
    }
  }

  @Test(arguments: [false, true])
  func theFrontierHoldsEveryPlanThatNoOtherBeats(readsAgain: Bool) {
    for seed in 1...200 as ClosedRange<UInt64> {
      let problem = problem(seed: seed, readsAgain: readsAgain)
      let all = exhaustive(problem)
      let best = Set(
        all.filter { plan in
          !all.contains {
            ($0.seconds < plan.seconds && $0.peakBytes <= plan.peakBytes)
              || ($0.seconds <= plan.seconds && $0.peakBytes < plan.peakBytes)
          }
        }.map { [$0.seconds, Double($0.peakBytes)] })
      let frontier = Planner(problem).frontier.map { [$0.seconds, Double($0.peakBytes)] }
      #expect(Set(frontier) == best, "seed \(seed)")
      #expect(frontier.count == best.count, "seed \(seed)")
    }
  }

  /// What a plan predicts is what the timeline says, for every mix of strategies.
  @Test(arguments: [1, 3], [1, 2])
  func aPlansPeakIsTheTimelines(reuse: Int, threads: Int) throws {
    let network = try Network(Networks.small, batch: 3, threads: threads, reuse: reuse)
    let problem = try PlanningProblem(
      network, candidates: Strategies.all, keepsVelocity: true, baseSeconds: 0
    ) { _, _ in 1 }
    for mix in Networks.mixes(4) {
      let choices = mix.names.map { name in
        Strategies.all.firstIndex { $0.name == name } ?? 0
      }
      let formula = NetworkMemoryFormula(network, by: mix, keepsVelocity: true)
      #expect(problem.plan(choices + [0]).peakBytes == formula.peakBytes, "\(mix.names)")
    }
  }

  @Test func theFullyConnectedLayerMakesDoWithCachedsTime() throws {
    let network = try Network(Networks.small, batch: 3)
    func problem(_ known: [String]) throws -> PlanningProblem {
      try PlanningProblem(
        network, candidates: [Cached(), Recomputed()], keepsVelocity: false, baseSeconds: 0
      ) { known.contains($1) ? 2 : nil }
    }
    #expect(try problem(["cached"]).plan(strategy: "cached").seconds == 10)
    let error = try #require(throws: Refusal.self) { try problem(["recomputed"]) }
    #expect(error.description.contains("'\(Network.lastLayer)'"))
  }

  /// Greed takes the layer that saves most per byte first; here it then has no room for the other
  /// two, which save more together.
  @Test func thePlannerIsNotGreedy() throws {
    func options(_ saving: Double, _ bytes: Int) -> [LayerOption] {
      [
        LayerOption(strategy: "a", seconds: 10, keptBytes: 0, peakBytes: 0),
        LayerOption(strategy: "b", seconds: 10 - saving, keptBytes: bytes, peakBytes: bytes),
      ]
    }
    let problem = PlanningProblem(layers: [options(6, 6), options(4, 5), options(4, 5)])
    let plan = try #require(Planner(problem).fastest(within: 10))
    #expect(plan.options.map(\.strategy) == ["a", "b", "b"])
    #expect(Planner(problem).fastest(within: -1) == nil)
  }
}
