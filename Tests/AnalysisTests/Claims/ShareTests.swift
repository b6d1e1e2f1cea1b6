import Convolution
import Sweeps
import Testing

@testable import Analysis
@testable import Measurement

@Suite struct ShareTests {
  private static let products: [Convolution.Operation] = [.gemmS, .gemmDW, .gemmV]
  private static let others = Operation.executed.filter { !products.contains($0) }

  private func shares(_ operations: [Convolution.Operation]) throws -> Verification {
    try SyntheticResults(strategies: [Tiled()], operations: operations).verification()
  }

  /// The claim is about the formulas of the points, not about the rows that a file happens to have.
  @Test func aFileOfProductsAloneHasNoOtherShareThanAWholeOne() throws {
    let whole = try #require(try shares(Operation.allCases).shares.first)
    let found = try shares(Self.products)
    let share = try #require(found.shares.first)
    #expect(share.productFlopShare == whole.productFlopShare && whole.productFlopShare < 1)
    #expect(share.verdict == .pass && found.claimVerdict == .pass)
    #expect(share.productTimeShare == nil && share.isBottleneckInTime == .undecided)
    #expect(share.timedPoints == 0 && share.operations.isEmpty)
  }

  @Test(arguments: [[], products.dropLast()] as [[Convolution.Operation]])
  func missingProductsProveNothing(present: [Convolution.Operation]) throws {
    let found = try shares(Self.others + present)
    let share = try #require(found.shares.first)
    #expect(share.verdict == .inconclusive && found.claimVerdict == .inconclusive)
    #expect(share.pointsWithoutProducts == share.points)
    #expect(share.productFlopShare > 0.5)
  }

  /// Without an input gradient there is no V, and nothing is missing.
  @Test func aProductThatAPointLacksIsNotMissing() throws {
    var definition = SweepDefinition()
    definition.leaveOutInputGradient()
    let found = try SyntheticResults(definition).verification()
    #expect(!found.shares.isEmpty)
    #expect(found.shares.allSatisfy { $0.verdict == .pass && $0.pointsWithoutProducts == 0 })
    #expect(found.shares.allSatisfy { $0.timedPoints == $0.points })
  }

  /// Z and ΔZ are read and written once in each of R backward passes.
  @Test func bytesOfTheBackwardPassCountForEachReuse() throws {
    func bytes(_ reuse: Int) throws -> [Convolution.Operation: Double] {
      var definition = SweepDefinition()
      definition.base.values[.reuse] = .number(reuse)
      let results = try SyntheticResults(definition, strategies: [Recomputed()])
      let step = try #require(try results.dataset().steps.first)
      let pairs = step.operations.filter { $0.operation.parts.isEmpty }.compactMap { row in
        row.time.map {
          (row.operation, OperationSum(row.operation, [(step, $0)], method: Recomputed()).bytes)
        }
      }
      return Dictionary(uniqueKeysWithValues: pairs).compactMapValues(\.self)
    }
    let (once, thrice) = (try bytes(1), try bytes(3))
    #expect(Set(once.keys) == [.phi, .phiAgain, .col2im])
    for (operation, bytes) in once {
      #expect(thrice[operation] == (operation == .phi ? 1 : 3) * bytes)
    }
  }
}
