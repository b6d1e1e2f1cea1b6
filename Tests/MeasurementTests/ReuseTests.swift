import Convolution
import Measurement
import Testing

@Suite struct ReuseTests {
  private func workload(reuse: Int, threads: Int = 1) throws -> Workload {
    let geometry = try ConvolutionGeometry(
      l: 3, d: 2, a: 9, b: 7, dOut: 5, h: 3, padding: 1, pool: 2)
    return Workload(geometry: geometry, threads: threads, reuse: reuse)
  }

  @Test(arguments: Strategies.all.map(\.name), [1, 2])
  func theBackwardPassIsExecutedAndCountedAsOftenAsItIsWanted(
    name: String, threads: Int
  ) throws {
    let strategy = try #require(Strategies.named(name))
    let once = try workload(reuse: 1, threads: threads)
    let often = try workload(reuse: 4, threads: threads)
    let accounts = try StepAccounts.take(of: often, by: strategy, inputs: InputSource(seed: 3))
    for operation in Operation.allCases {
      let formula = strategy.formula(operation, often)
      #expect(accounts.counts[operation] == formula, "\(operation)")
      let single = strategy.formula(operation, once)
      let isBackward = operation == .backward || Operation.backward.parts.contains(operation)
      if isBackward {
        #expect(formula?.flops == single.map { 4 * $0.flops })
        #expect(formula?.elements == single?.elements.map { 4 * $0 })
      } else if operation != .step {
        #expect(formula == single)
      }
    }
    // Gradients of one pass give way before the next: more passes need no more memory.
    #expect(accounts.peakBytes == strategy.memory(once).peakBytes)
    #expect(accounts.peakBytes == strategy.memory(often).peakBytes)
  }

  @Test func theLimitKeepsCountsInRange() throws {
    let huge = try ConvolutionGeometry(
      l: 1000, d: 1, a: 1000, b: 1000, dOut: 9_000_000, h: 1, pool: 2)
    let limit = Workload.largestReuse(huge)
    #expect(limit < 1000)
    let step = Recomputed().formula(.step, Workload(geometry: huge, reuse: limit))
    #expect(try #require(step).flops > 0)
    #expect(Workload.largestReuse(try workload(reuse: 1).geometry) == 1000)
  }
}
