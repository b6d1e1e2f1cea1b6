import Convolution
import Glibc
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement

@Suite struct TimeExponentTests {
  @Test func exactTimesHaveTheSlidesExponents() throws {
    let exponents = try SyntheticResults().timeExponents()
    // Cached has no phi_again: 13 operations by 6 parameters, and 14 by 6 of both others.
    let point = try #require(try SyntheticResults.axes.points().first)
    let operations = Strategies.all.map { $0.operations(of: point.workload).count }.reduce(0, +)
    #expect(exponents.count == operations * Parameter.slides.count)
    for exponent in exponents {
      let fit = exponent.deciding
      #expect(abs(fit.exponent.value - Double(exponent.slide)) < 1e-6, "\(exponent.subject)")
      #expect(exponent.verdict == .pass && exponent.growth == .asFormula)
      #expect(fit.remaining == exponent.slide...exponent.slide)
    }
  }

  @Test(arguments: Operation.allCases, Parameter.slides)
  func anExtraFactorIsCaughtAndNamed(operation: Operation, parameter: Parameter) throws {
    let results = try SyntheticResults(strategies: [Recomputed()], operations: [operation]) {
      row, cost in 1e-9 * cost * Double(row.value(parameter))
    }
    let exponents = try results.timeExponents()
    #expect(exponents.count == Parameter.slides.count)
    for exponent in exponents {
      let expected = exponent.slide + (exponent.parameter == parameter ? 1 : 0)
      let fit = exponent.deciding
      #expect(abs(fit.exponent.value - Double(expected)) < 1e-6)
      #expect(exponent.verdict == (exponent.parameter == parameter ? .fail : .pass))
      #expect(exponent.subject == Subject("recomputed", operation))
    }
  }

  /// O(·) bounds from above: what grows slower is no violation, and is told why.
  @Test func slowerGrowthPassesAndSaysWhich() throws {
    let results = try SyntheticResults(operations: [.phi, .gemmS]) { _, cost in
      1e-9 * pow(cost, 0.8)
    }
    let exponents = try results.timeExponents()
    #expect(exponents.contains { $0.slide > 0 })
    for exponent in exponents where exponent.slide > 0 {
      #expect(exponent.verdict == .pass)
      #expect(
        exponent.growth == (exponent.subject.operation == .phi ? .fixedCosts : .risingRate))
    }
  }

  @Test(arguments: [0.45, 0.55])
  func theToleranceIsHalfwayToTheNextWholeNumber(excess: Double) throws {
    let results = try SyntheticResults(strategies: [Recomputed()], operations: [.gemmS]) {
      row, cost in 1e-9 * cost * pow(Double(row.value(.d)), excess)
    }
    let exponent = try #require(try results.timeExponents().first { $0.parameter == .d })
    #expect(exponent.verdict == (excess < 0.5 ? .pass : .fail))
    #expect(exponent.deciding.remaining == (excess < 0.5 ? 1...1 : 2...2))
  }

  /// Times 20 % off either way, in one of a hundred files at most one verdict that is wrong.
  @Test func noiseOfTwentyPercentDoesNotFail() throws {
    let clean = try SyntheticResults(strategies: [Recomputed()])
    var failures = 0
    var passes = 0
    for seed in 1...100 {
      var generator = SeededGenerator(seed: UInt64(seed))
      var noisy = clean
      for index in noisy.rows.indices {
        let time = noisy.rows[index].timeMedian.map { $0 * exp(0.2 * generator.normal()) }
        noisy.rows[index].timeMedian = time
        (noisy.rows[index].timeLow, noisy.rows[index].timeHigh) = (time, time)
      }
      let exponents = try noisy.timeExponents()
      if exponents.contains(where: { $0.verdict == .fail }) { failures += 1 }
      passes += exponents.count { $0.verdict == .pass }
    }
    #expect(failures <= 1)
    // Nor is everything left open.
    #expect(passes > 100 * 14 * 6 / 2)
  }

  /// Points' own intervals count where few points happen to lie on a line.
  @Test func wideIntervalsOfThePointsAreInconclusive() throws {
    var results = try SyntheticResults(strategies: [Recomputed()], operations: [.phi])
    for index in results.rows.indices {
      results.rows[index].timeLow = results.rows[index].timeMedian.map { $0 / 4 }
      results.rows[index].timeHigh = results.rows[index].timeMedian.map { $0 * 4 }
    }
    let exponents = try results.timeExponents()
    #expect(!exponents.isEmpty)
    for exponent in exponents {
      #expect(exponent.verdict == .inconclusive && exponent.growth == .undecided)
    }
  }

  /// A time of which nobody knows how far it is off is not the surest one, but as unsure as the worst
  /// of its line; where none is known nothing is decided.
  @Test(arguments: [1, 0])
  func aTimeWithoutAnIntervalIsAsUnsureAsTheWorst(known: Int) throws {
    var results = try SyntheticResults(strategies: [Recomputed()], operations: [.phi])
    var values: Set<Int> = []
    for index in results.rows.indices {
      let isKnown = values.insert(results.rows[index].value(.d)).inserted && known == 1
      let time = results.rows[index].timeMedian
      results.rows[index].timeLow = isKnown ? time.map { $0 / 4 } : nil
      results.rows[index].timeHigh = isKnown ? time.map { $0 * 4 } : nil
    }
    let exponent = try #require(try results.timeExponents().first { $0.parameter == .d })
    #expect(exponent.verdict == .inconclusive)
    #expect(exponent.growth == (known == 1 ? .undecided : .noInterval))
    #expect((exponent.deciding.exponent.halfWidth > 0.5) == (known == 1))
    #expect(
      try results.dataset().issues.contains {
        if case .rows(.timeWithoutInterval, _) = $0 { true } else { false }
      })
  }

  /// N shrinks with h where nothing is padded: a constant cost then outgrows the formula, which O(·)
  /// allows.
  @Test func aConstantNeverOutgrowsAFallingFormula() throws {
    var definition = SyntheticResults.axes
    definition.base.values[.padding] = .number(0)
    let results = try SyntheticResults(
      definition, strategies: [Recomputed()], operations: [.biasGradient, .phi]
    ) { row, cost in row.operation == .phi ? 1e-9 * cost : 1e-5 + 1e-12 * cost }
    let exponents = try results.timeExponents().filter { $0.parameter == .h }
    #expect(exponents.map(\.verdict) == [.pass, .pass])
    let phi = try #require(exponents.first { $0.subject.operation == .phi }).deciding
    #expect(abs(phi.exponent.value - 2) < 1e-6)
  }

  @Test func twoValuesSayNothing() throws {
    var definition = SyntheticResults.axes
    definition.axes = [.init(.h, [.number(3), .number(5)]), .init(.d, [.number(6), .number(12)])]
    #expect(try SyntheticResults(definition).timeExponents().isEmpty)
  }
}

extension SeededGenerator {
  /// A number from the standard normal distribution, by Box and Muller.
  fileprivate mutating func normal() -> Double {
    let radius = (-2 * log((unit() + 1) / 2 + 1e-9)).squareRoot()
    return radius * cos(.pi * unit())
  }
}
