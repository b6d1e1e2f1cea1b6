import Convolution
import Glibc
import TestFixtures
import Testing

@testable import Analysis
@testable import Machine
@testable import Measurement

/// How often verdicts are wrong, over files of known laws: an overhead of every call, two bends, a machine that
/// slows down by a tenth, noise of a twentieth, and one time of twenty that took three times as long.
@Suite struct PowerTests {
  private static let seeds = 300
  private static let operations: [Operation] = [.phi, .gemmS, .biasReLU]

  private let clean: Observations

  init() throws {
    let caches = Caches(l1dBytes: 32 << 10, l2Bytes: 1 << 20, l3Bytes: 32 << 20)
    clean = Observations(
      try SyntheticResults(
        SyntheticResults.spread(count: 100), strategies: [Recomputed()],
        operations: Self.operations
      ).dataset(), caches: caches)
  }

  /// What a seed's machine measures; of one operation times a power of a parameter.
  private func exponents(
    seed: Int, wrong: (operation: Operation, parameter: Parameter)? = nil, power: Double = 0
  ) -> [TimeExponent] {
    var generator = SeededGenerator(seed: UInt64(seed))
    var observations = clean
    for group in observations.all.indices {
      let isWrong = wrong?.operation == observations.all[group].key.subject.operation
      let count = Double(observations.all[group].elements.count)
      for place in observations.all[group].elements.indices {
        let observation = observations.all[group].elements[place]
        let overflow = observation.overflow
        let perUnit = 1e-10 * (1 + 0.5 * overflow.tile[2] + overflow.batch[4])
        let drift = 1 + 0.1 * Double(place) / count
        let disturbance = generator.next() % 20 == 0 ? 3.0 : 1
        let factor =
          isWrong ? pow(Double(wrong?.parameter.value(of: observation.point) ?? 1), power) : 1
        observations.all[group].elements[place].time =
          (2e-7 * Double(observation.calls) + perUnit * observation.cost) * drift * disturbance
          * exp(0.05 * generator.normal()) * factor
      }
    }
    return TimeExponent.all(observations)
  }

  private func pair(_ seed: Int) -> (operation: Operation, parameter: Parameter) {
    let operation = Self.operations[seed % Self.operations.count]
    return (operation, Parameter.slides[seed / Self.operations.count % Parameter.slides.count])
  }

  /// At most one report of a hundred may convict; nor is much left open.
  @Test func honestFilesAreNotConvicted() {
    var convicted = 0
    var verdicts: [GrowthVerdict: Int] = [:]
    for seed in 1...Self.seeds {
      let found = exponents(seed: seed)
      if found.contains(where: { $0.verdict == .fail }) { convicted += 1 }
      for exponent in found { verdicts[exponent.verdict, default: 0] += 1 }
    }
    let all = verdicts.values.reduce(0, +)
    #expect(all == Self.seeds * Self.operations.count * Parameter.slides.count)
    #expect(convicted <= Self.seeds / 100)
    #expect(verdicts[.theta, default: 0] >= all * 99 / 100)
  }

  /// Intervals of a report hold together: in 99 reports of 100 each holds its exponent.
  @Test func intervalsHoldTheirExponents() {
    let missed = (1...Self.seeds).count { seed in
      exponents(seed: seed).contains {
        $0.low > Double($0.slide) || $0.high < Double($0.slide)
      }
    }
    #expect(missed <= Self.seeds / 50)
  }

  /// A whole power too many is convicted, and nothing else is.
  @Test func aWholePowerIsConvictedAndNoOtherOperation() {
    var convicted = 0
    var slandered = 0
    for seed in 1...Self.seeds {
      let wrong = pair(seed)
      let failed = exponents(seed: seed, wrong: wrong, power: 1).filter { $0.verdict == .fail }
      if failed.contains(where: {
        $0.operation == wrong.operation && $0.parameter == wrong.parameter
      }) {
        convicted += 1
      }
      if failed.contains(where: {
        $0.operation != wrong.operation || $0.parameter != wrong.parameter
      }) {
        slandered += 1
      }
    }
    #expect(convicted >= Self.seeds * 99 / 100)
    #expect(slandered <= Self.seeds / 100)
  }

  /// Half a power too many is not acquitted.
  @Test func halfAPowerIsNotAcquitted() {
    let acquitted = (1...Self.seeds).count { seed in
      exponents(seed: seed, wrong: pair(seed), power: 0.5)
        .allSatisfy { $0.verdict.verdict == .pass }
    }
    #expect(acquitted <= Self.seeds / 100)
  }
}

extension SeededGenerator {
  /// A number from the standard normal distribution, by Box and Muller.
  fileprivate mutating func normal() -> Double {
    let radius = (-2 * log((unit() + 1) / 2 + 1e-9)).squareRoot()
    return radius * cos(.pi * unit())
  }
}
