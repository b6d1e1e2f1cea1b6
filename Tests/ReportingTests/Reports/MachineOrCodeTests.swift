import Convolution
import Foundation
import Machine
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing
@testable import Analysis
@testable import Reporting

/// What moved: the machine, code that all strategies share, or one strategy.
@Suite struct MachineOrCodeTests {
  private let runs: ComparisonFixture

  init() throws {
    runs = try ComparisonFixture()
  }

  /// What one strategy does by itself convicts it alone, the reference of the ratios, too.
  @Test(arguments: ["cached", "recomputed", "tiled"])
  func theStrategyThatMovedIsConvictedAlone(name: String) throws {
    let point = try Fixture.point()
    let old = try runs.beside(runs.sessions(point, runs.still))
    for (factor, verdict) in [(1.1, StepComparison.Verdict.slower), (0.9, .faster), (1, .same)] {
      func time(_ strategy: String, _ seconds: Double) -> Double {
        strategy == name ? seconds * factor : seconds
      }
      let new = try runs.beside(
        runs.sessions(
          point,
          [
            "cached": time("cached", 1), "recomputed": time("recomputed", 1.1),
            "tiled": time("tiled", 0.9),
          ], machine: 1.4))
      let comparison = try runs.compare(old, new)
      let moved = comparison.steps.filter { $0.verdict != .same }
      #expect(moved.map(\.key.strategy.name) == (factor == 1 ? [] : [name]))
      #expect(moved.allSatisfy { $0.verdict == verdict })
      #expect(comparison.isWorse == (factor > 1))
    }
  }

  /// The yardsticks moved with it.
  @Test func aSlowerMachineIsNoChange() throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
      runs.beside(runs.sessions(point, runs.still)),
      runs.beside(runs.sessions(point, runs.still, machine: 1.7)))
    #expect(comparison.steps.allSatisfy { $0.verdict == .same })
    #expect(comparison.isConclusive)
  }

  @Test func whatAllShareIsUndecidedPointByPoint() throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
      runs.beside(runs.sessions(point, runs.still)),
      runs.beside(runs.sessions(point, runs.still, machine: 1.5, seen: 1)))
    let together = comparison.steps.filter { $0.verdict == .together }
    #expect(together.map(\.key.point) == [point, point, point])
    #expect(!comparison.isWorse && !comparison.isConclusive)
  }

  /// Of two strategies the ratio alone does not say which one moved; the yardstick does.
  @Test func ofTwoStrategiesTheYardstickTellsWhichMoved() throws {
    let point = try Fixture.point()
    let old = try runs.beside(runs.sessions(point, ["cached": 1, "tiled": 1]))
    let told = try runs.compare(
      old, runs.beside(runs.sessions(point, ["cached": 1, "tiled": 1.2])))
    #expect(told.steps.filter { $0.verdict == .slower }.map(\.key.strategy.name) == ["tiled"])
    let blind = try runs.compare(
      old, runs.beside(runs.sessions(point, ["cached": 1, "tiled": 1.2], machine: 0.5, seen: 1)))
    #expect(!blind.isWorse && !blind.isConclusive)
  }

  @Test(arguments: [
    (1.10, 0.01, StepComparison.Verdict.slower), (1.02, 0.01, .same), (1.04, 0.02, .undecided),
    (1.20, 0.30, .undecided),
  ])
  func aTimeIsJudgedByItsInterval(
    factor: Double, spread: Double, verdict: StepComparison.Verdict
  ) throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
      runs.sessions(point, runs.still, spread: spread),
      runs.sessions(point, ["cached": 1, "recomputed": 1.1, "tiled": 0.9 * factor], spread: spread))
    #expect(comparison.steps[2].verdict == verdict)
  }

  @Test func theThresholdDecidesWhatIsTheSame() throws {
    let point = try Fixture.point()
    let (old, new) = (
      runs.sessions(point, runs.still, spread: 0.002),
      runs.sessions(point, ["cached": 1, "recomputed": 1.1, "tiled": 0.99], spread: 0.002)
    )
    #expect(try runs.compare(old, new, threshold: 0.2).steps[2].verdict == .same)
    #expect(try runs.compare(old, new, threshold: 0.02).steps[2].verdict == .slower)
  }

  /// Without sessions ratios within a file convict, absolute times do not, and a sentence says so.
  @Test func ofFilesWithoutSessionsOnlyRatiosConvict() throws {
    let point = try Fixture.point()
    func rows(_ tiled: Double, _ machine: Double) -> [RecordedRow] {
      [("cached", 1.0), ("recomputed", 1.1), ("tiled", tiled)].map { name, time in
        var row = Fixture.step(point, name, seconds: time * machine, spread: 0.01, ratio: time)
        row.relativeMedian = nil
        return row
      }
    }
    let slower = try runs.compare(rows(0.9, 1), rows(1.1, 1))
    #expect(slower.steps.map(\.verdict) == [.same, .same, .slower])
    #expect(
      ComparisonReport(slower).document().text(for: .plain).contains("no sessions with yardsticks"))
    #expect(try !runs.compare(rows(0.9, 1), rows(0.9, 2)).isWorse)
  }

  /// Probabilities 0.001, 0.02, 0.03 at 5 %: 0.001 ≤ 0.05/3, 0.02 ≤ 0.05/2, 0.03 ≤ 0.05/1.
  @Test func statementsAreJudgedTogether() {
    #expect(Holm.hold([0.03, 0.001, 0.02], error: 0.05) == [true, true, true])
    #expect(Holm.hold([0.03, 0.001, 0.026], error: 0.05) == [false, true, false])
    #expect(Holm.hold([], error: 0.05) == [])
  }

  /// Operations are set against those of the other strategies in yardsticks.
  @Test func operationsAreComparedOnRequest() throws {
    let point = try Fixture.point()
    func rows(_ phi: Double) -> [RecordedRow] {
      runs.sessions(point, runs.still).flatMap { step -> [RecordedRow] in
        var row = RecordedRow(point: point, strategy: step.strategy, operation: .phi)
        let seconds = step.strategy == "tiled" ? phi : 1
        (row.relativeMedian, row.relativeLow, row.relativeHigh) = (
          seconds, seconds * 0.99, seconds * 1.01
        )
        (row.timeMedian, row.sessions) = (seconds, 6)
        return [row, step]
      }
    }
    #expect(try runs.compare(rows(1), rows(2)).steps.allSatisfy { $0.verdict == .same })
    let all = try runs.compare(rows(1), rows(2), all: true)
    #expect(all.steps.filter { $0.verdict == .slower }.map(\.key.operation) == [.phi])
    #expect(ComparisonReport(all).document().text(for: .plain).contains("phi"))
  }
}
