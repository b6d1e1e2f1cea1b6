import Convolution
import Foundation
import Measurement
import TestFixtures
import Testing

@testable import Results

/// What the rows of sessions say together.
@Suite struct SessionSummaryTests {
  private let point: Point

  init() throws {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 8, b: 7, dOut: 4, h: 3)
    point = Point(layer: "", workload: Workload(geometry: geometry))
  }

  /// Counts of a product and of the step.
  private func accounts(_ strategy: Strategy) -> [RecordedRow] {
    [Convolution.Operation.gemmS, .step].map { operation in
      var row = RecordedRow(point: point, strategy: strategy, operation: operation)
      (row.round, row.flops, row.timestamp) = (0, 100, "first")
      return row
    }
  }

  /// A session with times of the product and the step, which takes twice as long.
  private func session(
    _ round: Int, _ strategy: Strategy, seconds: Double, yardstick: Double = 1,
    ratio: Double = 1, to reference: Strategy = "cached", samples: Int = 5
  ) -> [RecordedRow] {
    [Convolution.Operation.gemmS, .step].map { operation in
      var row = RecordedRow(point: point, strategy: strategy, operation: operation)
      row.round = round
      row.timeMedian = operation == .step ? 2 * seconds : seconds
      (row.samples, row.timestamp) = (samples, "round \(round)")
      (row.yardstickProduct, row.yardstickCopy) = (yardstick, 3)
      if operation == .step { (row.ratioMedian, row.ratioTo) = (ratio, reference) }
      return row
    }
  }

  private func without(
    _ round: Int, _ strategy: Strategy, _ message: String,
    _ status: StrategyOutcome.Status = .failed
  ) -> RecordedRow {
    var row = RecordedRow(point: point, strategy: strategy, operation: .step, status: status)
    (row.round, row.message) = (round, message)
    return row
  }

  private func isNear(_ one: Double?, _ other: Double) -> Bool {
    one.map { abs($0 / other - 1) < 1e-6 } ?? false
  }

  /// Sessions of 1, 2 and 4 s: the logarithms' deviation is log 2, and t is 4.3027.
  @Test func threeSessionsHaveAnIntervalAroundTheirMedian() throws {
    let rows = SessionSummary.rows(
      of: accounts("cached") + session(1, "cached", seconds: 1)
        + session(2, "cached", seconds: 4, samples: 7) + session(3, "cached", seconds: 2))
    #expect(rows.map(\.operation) == [.gemmS, .step])
    #expect(rows.allSatisfy { $0.round == nil && $0.status == .ok && $0.flops == 100 })
    #expect(rows.allSatisfy { $0.sessions == 3 && $0.samples == 17 && $0.timestamp == "round 3" })
    let factor = exp(4.302_652_7 * log(2) * (.pi / 2 / 3).squareRoot())
    for (row, seconds) in zip(rows, [2.0, 4]) {
      #expect(isNear(row.timeMedian, seconds))
      #expect(isNear(row.timeLow, seconds / factor))
      #expect(isNear(row.timeHigh, seconds * factor))
    }
  }

  @Test func fewerSessionsHaveNone() {
    let rows = SessionSummary.rows(
      of: accounts("cached") + session(1, "cached", seconds: 1)
        + session(2, "cached", seconds: 4))
    #expect(rows.map(\.sessions) == [2, 2])
    #expect(isNear(rows[0].timeMedian, 2))
    #expect(rows.allSatisfy { $0.timeLow == nil && $0.timeHigh == nil && $0.relativeLow == nil })
  }

  /// A machine that is three times as slow in one session is so in its yardstick, too.
  @Test func timesAreSetAgainstTheYardstickOfTheirOwnSession() {
    let rows = SessionSummary.rows(
      of: accounts("cached") + session(1, "cached", seconds: 1, yardstick: 0.5)
        + session(2, "cached", seconds: 3, yardstick: 1.5)
        + session(3, "cached", seconds: 1, yardstick: 0.5))
    for (row, relative) in zip(rows, [2.0, 4]) {
      #expect(isNear(row.relativeMedian, relative))
      #expect(isNear(row.relativeLow, relative) && isNear(row.relativeHigh, relative))
      #expect(isNear(row.yardstickProduct, 0.5))
      #expect(isNear(row.yardstickCopy, 3))
    }
    #expect((rows[1].timeHigh ?? 0) > 2 * (rows[1].timeMedian ?? 0))
  }

  /// Where strategies once could not take turns, that session says nothing about the ratio.
  @Test func ratiosAreThoseOfTheSameSessions() {
    let sessions = [1.0, 2, 4].enumerated().flatMap { place, ratio in
      session(place + 1, "cached", seconds: 1)
        + session(place + 1, "tiled", seconds: 1, ratio: ratio)
    }
    let apart =
      session(4, "cached", seconds: 1)
      + session(4, "tiled", seconds: 1, ratio: 1, to: "tiled")
    let rows = SessionSummary.rows(
      of: accounts("cached") + accounts("tiled") + sessions + apart)
    let steps = rows.filter { $0.operation == .step }
    #expect(steps.map(\.ratioTo) == ["cached", "cached"])
    #expect(steps.map(\.sessions) == [4, 4])
    #expect(steps[0].ratio == Estimate(median: 1, low: 1, high: 1))
    #expect(isNear(steps[1].ratioMedian, 2))
    let factor = exp(4.302_652_7 * log(2) * (.pi / 2 / 3).squareRoot())
    #expect(isNear(steps[1].ratioLow, 2 / factor) && isNear(steps[1].ratioHigh, 2 * factor))
    #expect(rows.filter { $0.operation != .step }.allSatisfy { $0.ratioTo == nil })
  }

  @Test func aStrategyFailsWithMostOfItsSessions() {
    let accounts = accounts("cached") + accounts("tiled")
    func rows(failing rounds: ClosedRange<Int>) -> [RecordedRow] {
      SessionSummary.rows(
        of: accounts
          + (1...4).flatMap { round in
            session(round, "cached", seconds: 1)
              + (rounds.contains(round)
                ? [without(round, "tiled", "signal \(round)")]
                : session(round, "tiled", seconds: 1))
          })
    }
    let half = rows(failing: 1...2)
    #expect(half.map(\.status) == [.ok, .ok, .ok, .ok])
    #expect(half.map(\.sessions) == [4, 4, 2, 2])
    #expect(half.allSatisfy { $0.message == nil })
    let most = rows(failing: 2...4)
    #expect(most.map(\.operation) == [.gemmS, .step, .step])
    #expect(most.map(\.status) == [.ok, .ok, .failed])
    #expect(most[2].message == "signal 2")
    #expect(most[2].flops == 100 && most[2].timeMedian == nil && most[2].sessions == nil)
  }

  @Test func whatWasNeverTimedStandsThereOnceNothingMoreCanBe() {
    let skipped = without(0, "cached", "needs too much", .skipped)
    let failed = without(0, "tiled", "no memory")
    let both = SessionSummary.rows(of: [skipped, failed])
    #expect(both.map(\.status) == [.skipped, .failed])
    #expect(both.map(\.message) == ["needs too much", "no memory"])
    #expect(both.allSatisfy { $0.round == nil })
    // The session of the other one is still to come.
    #expect(SessionSummary.rows(of: [skipped] + accounts("tiled")) == [])
    let timed = SessionSummary.rows(
      of: [skipped] + accounts("tiled") + session(1, "tiled", seconds: 1))
    #expect(timed.map(\.status) == [.skipped, .ok, .ok])
  }
}
