import Convolution
import Glibc
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Machine
@testable import Measurement

@Suite struct TimeExponentTests {
  @Test func exactTimesHaveTheSlidesExponents() throws {
    let exponents = try SyntheticResults().timeExponents()
    let point = try #require(try SyntheticResults.axes.points().first)
    let operations = Strategies.all.flatMap { $0.operations(of: point.workload) }
      .filter(\.parts.isEmpty)
    #expect(exponents.count == operations.count * Parameter.slides.count)
    for exponent in exponents {
      #expect(abs(exponent.exponent - Double(exponent.slide)) < 1e-6)
      #expect(exponent.verdict == .theta && exponent.remedy == nil)
    }
  }

  /// All else is as it was: neither another parameter nor another operation is blamed. What grows with d_out may
  /// be what products do to the caches, which grows with h, too.
  @Test(arguments: Operation.executed, Parameter.slides)
  func anExtraFactorIsCaughtAndNamed(operation: Operation, parameter: Parameter) throws {
    let results = try SyntheticResults(
      strategies: [Recomputed()], operations: [operation, .gemmS]
    ) { row, cost in
      1e-9 * cost * (row.operation == operation ? Double(row.value(parameter)) : 1)
    }
    let exponents = try results.timeExponents()
    #expect(exponents.contains { $0.operation == operation })
    for exponent in exponents {
      let isWrong = exponent.operation == operation && exponent.parameter == parameter
      #expect(abs(exponent.exponent - Double(exponent.slide + (isWrong ? 1 : 0))) < 1e-6)
      let isUndecided =
        operation == .reluMask && parameter == .dOut && exponent.operation == operation
        && exponent.parameter == .h
      #expect(exponent.verdict == (isWrong ? .fail : isUndecided ? .inconclusive : .theta))
    }
  }

  @Test(arguments: [
    (-0.65, GrowthVerdict.o), (-0.35, .theta), (0.35, .theta), (0.5, .inconclusive), (0.65, .fail),
  ])
  func theToleranceIsHalfwayToTheNextWholeNumber(excess: Double, verdict: GrowthVerdict) throws {
    let results = try SyntheticResults(strategies: [Recomputed()], operations: [.gemmS]) {
      row, cost in 1e-9 * cost * pow(Double(row.value(.d)), excess)
    }
    for exponent in try results.timeExponents() {
      #expect(exponent.verdict == (exponent.parameter == .d ? verdict : .theta))
    }
  }

  @Test(arguments: [
    (0.9, 1.1, GrowthVerdict.theta), (0.4, 1.1, .o), (0.4, 1.6, .inconclusive),
    (1.4, 1.6, .inconclusive), (1.51, 1.6, .fail),
  ])
  func verdictsAreWhereTheIntervalLies(low: Double, high: Double, verdict: GrowthVerdict) {
    let interval = Interval(value: (low + high) / 2, low: low, high: high)
    #expect(GrowthVerdict(interval, slide: 1) == verdict)
  }

  /// 0.4 ± 0.2 around 0 needs half the width, 0.45 ± 0.2 a quarter of it, 0.499 ± 0.2 what nobody measures.
  @Test func whatWouldDecideIsSaid() {
    func remedy(_ excess: Double) -> String {
      Remedy.sentence(of: "d", excess: excess, halfWidth: 0.2, values: [8, 12, 16], points: 40)
    }
    #expect(remedy(0.4) == "values of d up to 32 would decide")
    #expect(remedy(0.45) == "640 points over these values would decide")
    #expect(
      remedy(0.499) == "it lies half way between two whole numbers, and no wider sweep would decide"
    )
  }

  @Test func twoValuesSayNothing() throws {
    var definition = SyntheticResults.axes
    definition.axes = [.init(.h, [.number(3), .number(5)]), .init(.d, [.number(6), .number(12)])]
    #expect(try SyntheticResults(definition).timeExponents().isEmpty)
  }

  /// Which of two parameters it was cannot be told where they vary together: only the first is judged.
  @Test func parametersThatVaryTogetherAreNotToldApart() throws {
    var definition = SweepDefinition()
    definition.layers = [4, 6, 8, 12, 16, 24].map { size in
      var layer = LayerTemplate()
      layer.values[.a] = .number(size)
      layer.values[.b] = .number(size)
      return layer
    }
    let exponents = try SyntheticResults(definition, operations: [.gemmS]).timeExponents()
    #expect(Set(exponents.map(\.parameter)) == [.a])
  }

  /// N shrinks with h where nothing is padded: a constant cost then outgrows the formula, which O(·)
  /// allows.
  @Test func aConstantNeverOutgrowsAFallingFormula() throws {
    var definition = SyntheticResults.axes
    definition.base.values[.padding] = .number(0)
    let results = try SyntheticResults(
      definition, strategies: [Recomputed()], operations: [.biasGradient]
    ) { row, cost in 2e-8 * Double(row.value(.l)) + 1e-10 * cost }
    for exponent in try results.timeExponents() { #expect(exponent.verdict.verdict == .pass) }
  }

  /// What does not fit into the L2 cache costs three times as much: no exponent, and so it is found.
  @Test func aSlowerLevelIsNoExponent() throws {
    let caches = Caches(l1dBytes: 32 << 10, l2Bytes: 1 << 20, l3Bytes: 32 << 20)
    var observations = Observations(
      try SyntheticResults(SyntheticResults.spread(count: 80), operations: [.phi, .gemmS])
        .dataset(),
      caches: caches)
    observations.perturb { observation, _ in
      let factor = 1 + 2 * observation.overflow.batch[2]
      return 1e-9 * observation.cost * factor
    }
    let exponents = TimeExponent.all(observations)
    #expect(!exponents.isEmpty)
    for exponent in exponents {
      #expect(abs(exponent.exponent - Double(exponent.slide)) < 1e-3)
      #expect(exponent.verdict == .theta)
    }
  }
}

extension Observations {
  /// Gives every observation another time, by itself and its place among those of its operation.
  mutating func perturb(_ time: (Observation, Int) -> Double) {
    for group in all.indices {
      for place in all[group].elements.indices {
        all[group].elements[place].time = time(all[group].elements[place], place)
      }
    }
  }
}
