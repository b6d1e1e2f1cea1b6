import Convolution
import TestFixtures
import Testing

@testable import Analysis
@testable import Machine
@testable import Results

/// Steps that an emulator counted, judged by the formulas.
struct ExecutionTests {
  /// Steps that execute their formula, OpenBLAS's contract and `more`.
  private func results(by counter: FLOPCounter = .qemu, more: Int) throws -> SyntheticResults {
    var results = try SyntheticResults()
    for (index, row) in results.rows.enumerated() where row.operation == .step {
      let method = try #require(row.strategy.method)
      let formula = try #require(row.flopsFormula)
      results.rows[index].flopsHardware =
        formula + method.contractFLOPs(row.point.workload) + more
      results.rows[index].flopsHardwareBy = counter
    }
    return results
  }

  @Test func whatIsExecutedBeyondFormulaAndContractIsLeft() throws {
    let found = try results(more: 10).verification()
    let executions = try #require(found.executions)
    #expect(executions.verdict == .pass && found.verdict == .pass)
    #expect(executions.steps.allSatisfy { $0.surplus.rest == 10 })
    #expect(executions.steps.contains { $0.surplus.contract > 0 })
    #expect(
      executions.steps.filter { $0.strategy == "direct" }.allSatisfy { $0.surplus.contract == 0 })
    let sum = Surplus.sum(executions.steps.map(\.surplus))
    #expect(sum.rest == 10 * executions.steps.count)
    #expect(sum.share == Double(sum.rest) / Double(sum.executed))
  }

  /// One FLOP fewer than the formula's, in one row.
  @Test func aFLOPThatWasNotExecutedIsCaughtAndItsRowNamed() throws {
    var results = try results(more: 0)
    let index = try #require(results.rows.lastIndex { $0.operation == .step })
    results.rows[index].flopsHardware = try #require(results.rows[index].flopsFormula) - 1
    let found = try results.verification()
    let executions = try #require(found.executions)
    #expect(executions.verdict == .fail && found.verdict == .fail)
    #expect(executions.lacking.map(\.row.line) == [index + 2])
  }

  /// What the processor's own counters count is theirs to define.
  @Test func othersCountsAndNoCountsAreNotJudged() throws {
    #expect(try results(by: .perf, more: 10).verification().executions == nil)
    #expect(try SyntheticResults().verification().executions == nil)
  }
}
