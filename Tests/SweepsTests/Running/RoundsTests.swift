import Convolution
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

/// Which sessions come next, and in which order.
@Suite struct RoundsTests {
  private func sessions(seed: UInt64, sampling: Sampling = Sampling()) throws -> SweepSessions {
    let points = try (1...20).map { d in
      Point(
        layer: "",
        workload: Workload(geometry: try ConvolutionGeometry(l: 1, d: d, a: 5, b: 4, dOut: 2, h: 3))
      )
    }
    let plan = SweepPlan(
      points: points, strategies: [Cached()], sampling: sampling, source: InputSource(seed: seed))
    return SweepSessions(plan: plan, known: nil)
  }

  private func places(_ seed: UInt64, round: Int) throws -> [Int] {
    try sessions(seed: seed).places(wanting: round)
  }

  @Test func eachRoundHasAnOrderOfItsOwnThatTheSeedDetermines() throws {
    let rounds = try (1...6).map { try places(7, round: $0) }
    #expect(rounds.allSatisfy { $0.sorted() == Array(0..<20) })
    #expect(Set(rounds).count == 6)
    #expect(try (1...6).map { try places(7, round: $0) } == rounds)
    #expect(try places(8, round: 1) != rounds[0])
  }

  /// A sweep that is continued looks beyond the rounds that are there already.
  @Test func theLastRoundIsTheLatestOfAnyPoint() throws {
    var sessions = try sessions(seed: 7)
    #expect(sessions.lastRound == 0 && sessions.count == 0 && sessions.total == 120)
    let workload = Workload(
      geometry: try ConvolutionGeometry(l: 1, d: 3, a: 5, b: 4, dOut: 2, h: 3))
    for round in 0...8 {
      var row = RecordedRow(
        point: Point(layer: "", workload: workload), strategy: "cached", operation: .step)
      row.round = round
      if round == 0 { sessions.begin([row], [], at: 2) } else { sessions.add([row], at: 2) }
    }
    #expect(sessions.lastRound == 8 && sessions.count == 8 && sessions.total == 122)
    #expect(try sessions.places(wanting: 6) == places(7, round: 6).filter { $0 != 2 })
  }

  /// Counts of two strategies, then sessions of some milliseconds with ratios of the second.
  private func progress(
    _ ratios: [Double], milliseconds: Double = 1, samples: Int = 10
  ) throws -> PointProgress {
    let workload = Workload(
      geometry: try ConvolutionGeometry(l: 1, d: 2, a: 5, b: 4, dOut: 2, h: 3))
    func step(_ strategy: Strategy, _ round: Int) -> RecordedRow {
      var row = RecordedRow(
        point: Point(layer: "", workload: workload), strategy: strategy, operation: .step)
      row.round = round
      return row
    }
    let (first, second) = (Strategy(Cached()), Strategy(Tiled()))
    var progress = PointProgress([step(first, 0), step(second, 0)])
    for (place, ratio) in ratios.enumerated() {
      var rows = [step(first, place + 1), step(second, place + 1)]
      for index in rows.indices {
        (rows[index].timeMedian, rows[index].samples) = (milliseconds / 1000, samples)
        (rows[index].ratioMedian, rows[index].ratioTo) = (index == 0 ? 1 : ratio, first)
      }
      progress.add(rows)
    }
    return progress
  }

  @Test func theFirstRoundsAreWantedOnceEach() throws {
    let sampling = Sampling(rounds: 3, budget: .zero)
    let progress = try progress([2, 2])
    #expect((1...5).filter { progress.wants($0, sampling) } == [3])
    #expect(try !self.progress([2, 2, 2]).wants(4, sampling))
    // Of points that nothing can measure none is.
    #expect(!PointProgress([]).wants(1, sampling))
  }

  @Test func anotherSessionIsWantedUntilTheIntervalIsNarrow() throws {
    let sampling = Sampling(rounds: 3, interval: 0.03, budget: .seconds(60))
    #expect(try progress([1, 1.5, 2]).wants(4, sampling))
    #expect(try !progress([1.5, 1.5, 1.5]).wants(4, sampling))
    // Two sessions have no interval.
    #expect(
      try progress([1.5, 1.5]).wants(3, Sampling(rounds: 2, interval: 0.03, budget: .seconds(60))))
    // So many samples are exactly so many sessions.
    #expect(try !progress([1, 1.5, 2]).wants(4, Sampling(samples: 3, rounds: 3)))
  }

  /// Three sessions of eleven turns of two steps of 0.5 s: 33 s, and a fourth needs 11 more.
  @Test(arguments: [(43, false), (45, true)])
  func theBudgetEndsIt(seconds: Int, isWanted: Bool) throws {
    let progress = try progress([1, 1.5, 2], milliseconds: 500)
    let sampling = Sampling(rounds: 3, interval: 0.03, budget: .seconds(seconds))
    #expect(progress.wants(4, sampling) == isWanted)
  }
}
