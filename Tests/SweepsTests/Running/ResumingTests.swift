import Convolution
import Foundation
import Machine
import TestFixtures
import Testing

@testable import Measurement
@testable import Results
@testable import Sweeps

/// What is kept of sessions that broke off, and where their sweep goes on.
@Suite struct ResumingTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  /// Whatever byte the writing stopped at: the sessions before it are kept, none is lost or doubled.
  @Test func aFileThatBreaksOffAtAnyByteKeepsItsWholeSessions() async throws {
    let some = try SweepFixture.plan()
    let plan = SweepPlan(
      points: [some.points[0], some.points[1], some.points[5]], strategies: [Cached()],
      sampling: some.sampling, source: some.source)
    #expect(try await fixture.sweep(plan) == 4)
    let bytes = try fixture.bytes("x.sessions.csv")
    let whole = try fixture.sessions(of: plan)
    #expect(whole.sessions.map(\.round).sorted() == [0, 0, 0, 1, 1, 2, 2])
    #expect(whole.end == bytes.count)

    // Every byte of the last session and of the header's end, and some of the others.
    let header = SweepFixture.header.utf8.count
    let lengths = (0...bytes.count).filter {
      $0 % 31 == 0 || $0 > whole.sessions[6].bytes.lowerBound - 3 || abs($0 - header) < 3
    }
    for length in lengths {
      try fixture.write(bytes[..<length], to: "torn.csv")
      let torn = try fixture.sessions("torn.csv", of: plan)
      let kept = whole.sessions.prefix { $0.bytes.upperBound <= length }
      try #require(torn.sessions == Array(kept), "at byte \(length)")
      try #require(
        torn.end == kept.last?.bytes.upperBound ?? (length < header ? 0 : header),
        "at byte \(length)")
    }
  }

  /// Pages that never reached the device are zeros, whatever the file's length says.
  @Test func zerosInTheLastSessionAreTorn() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    var bytes = try fixture.bytes("x.sessions.csv")
    let whole = try fixture.sessions(of: plan)
    let last = try #require(whole.sessions.last).bytes
    for range in [
      last, last.lowerBound..<last.lowerBound + 40, last.lowerBound + 60..<bytes.count,
    ] {
      var torn = bytes
      for index in range { torn[index] = 0 }
      try fixture.write(torn, to: "torn.csv")
      let kept = try fixture.sessions("torn.csv", of: plan)
      #expect(kept.sessions == whole.sessions.dropLast())
      #expect(kept.end == last.lowerBound)
    }
    // Zeros before sessions that are whole are another matter: nothing is thrown away.
    for index in whole.sessions[1].bytes { bytes[index] = 0 }
    try fixture.write(bytes, to: "x.sessions.csv")
    await #expect(throws: Refusal.self) { try await fixture.sweep(plan, .continuing(.own)) }
    #expect(try fixture.bytes("x.sessions.csv") == bytes)
  }

  /// Sessions of one row for each strategy are so short that zeros in one may pass for a single torn one.
  @Test func zerosBeforeAWholeSessionAreNoTornOne() async throws {
    let points = try (0..<12).map { index in
      Point(
        layer: "",
        workload: Workload(
          geometry: try ConvolutionGeometry(
            l: 2, d: 64, a: 20000 + index, b: 20000, dOut: 4, h: 3, padding: 1)))
    }
    let some = try SweepFixture.plan()
    let plan = SweepPlan(
      points: points, strategies: Strategies.all, sampling: some.sampling, source: some.source)
    #expect(try await fixture.sweep(plan) == 0)
    let bytes = try fixture.bytes("x.sessions.csv")
    let whole = try fixture.sessions(of: plan)
    #expect(whole.sessions.count == 12)
    for (place, session) in whole.sessions.enumerated() {
      var broken = bytes
      let start = session.bytes.lowerBound
      for index in start + 3..<start + 13 { broken[index] = 0 }
      try fixture.write(broken, to: "broken.csv")
      let read = try? fixture.sessions("broken.csv", of: plan)
      #expect(read?.sessions.count == (place == 11 ? 11 : nil), "session \(place)")
    }
  }

  /// Exactly what is missing is measured, and the CSV is what the sessions say.
  @Test func anInterruptedSweepGoesOnWhereItStopped() async throws {
    let plan = try SweepFixture.plan()
    #expect(try await fixture.sweep(plan) == 10)
    let (points, bytes) = (try fixture.points(), try fixture.bytes("x.sessions.csv"))
    #expect(points.map(\.label) == plan.ownPoints.map(\.label))
    let whole = try fixture.sessions(of: plan)
    for part in [
      0, 10, SweepFixture.header.utf8.count, bytes.count / 4, bytes.count / 2, bytes.count * 3 / 4,
      bytes.count - 1, bytes.count,
    ] {
      try fixture.write(bytes[..<part], to: "x.sessions.csv")
      let kept = whole.sessions.filter { $0.bytes.upperBound <= part }
      let measured = try await fixture.sweep(plan, .continuing(.own))
      #expect(measured == 10 - kept.count { $0.round > 0 })
      let now = try fixture.bytes("x.sessions.csv")
      let end = kept.last?.bytes.upperBound ?? 0
      #expect(now[..<end] == bytes[..<end])
      let rounds = try fixture.rounds(of: plan)
      #expect(rounds.count == 16 && Set(rounds) == SweepFixture.allRounds(plan))
      #expect(try fixture.points().map(\.label) == points.map(\.label))
      #expect(try fixture.points().map(\.rows) == points.map(\.rows))
      try expectDerived(plan)
    }
    // Where nothing is there, resuming begins.
    #expect(try await fixture.sweep(plan, to: "y.csv", .continuing(.own)) == 10)
  }

  /// The CSV has the summaries of the sessions, and nothing else.
  private func expectDerived(_ plan: SweepPlan) throws {
    let file = try fixture.sessions(of: plan)
    let rows = try plan.ownPoints.flatMap { try file.summary(of: $0) }
    let text = CSVFile.header(Column.all) + CSVFile.text(of: rows, in: Column.all)
    #expect(try fixture.folder.text("x.csv") == text)
  }

  @Test func moreRoundsAreAddedToThoseThatAreThere() async throws {
    let plan = try SweepFixture.plan(samples: 4, rounds: 2)
    #expect(try await fixture.sweep(plan) == 10)
    let bytes = try fixture.bytes("x.sessions.csv")
    let more = try SweepFixture.plan(samples: 4, rounds: 4)
    #expect(try await fixture.sweep(more, .continuing(.own)) == 10)
    #expect(try fixture.bytes("x.sessions.csv").prefix(bytes.count) == bytes[...])
    let rounds = try fixture.rounds(of: more)
    #expect(rounds.count == 26 && Set(rounds) == SweepFixture.allRounds(more))
    let times = try ResultsFile(path: fixture.path("x.csv")).rows.filter { $0.status == .ok }
    #expect(times.allSatisfy { $0.sessions == 4 && $0.timeLow != nil })
    // Fewer than there are take none away.
    #expect(try await fixture.sweep(plan, .continuing(.own)) == 0)
    #expect(try fixture.rounds(of: plan).count == 26)
  }

  /// Failed and skipped points are measured anew, and no byte of the others changes.
  @Test func whatFailedIsMeasuredAgainWhereThatIsWanted() async throws {
    let plan = try SweepFixture.plan()
    let failing = plan.points[1].label
    let measured = try await fixture.sweep(plan) { task in
      guard task.point.label == failing, case .session(2, _) = task.kind,
        task.strategies.contains("recomputed")
      else { return nil }
      return .failed("it crashed")
    }
    #expect(measured == 10)
    let (before, old) = (try fixture.sessions(of: plan), try fixture.bytes("x.sessions.csv"))
    #expect(try await fixture.sweep(plan, .continuing(.own)) == 0)
    #expect(try fixture.bytes("x.sessions.csv") == old)

    #expect(try await fixture.sweep(plan, .continuing(.butFailed)) == 2)
    let now = try fixture.bytes("x.sessions.csv")
    let kept = before.sessions.filter {
      ![failing, plan.points[5].label].contains(before.points[$0.place].label)
    }
    let expected = Array(SweepFixture.header.utf8) + kept.flatMap { old[$0.bytes] }
    #expect(now.starts(with: expected))
    let rounds = try fixture.rounds(of: plan)
    #expect(rounds.count == 16 && Set(rounds) == SweepFixture.allRounds(plan))
    let rows = try fixture.sessions(of: plan).sessions(of: failing)
    #expect(rows.allSatisfy { $0.status == .ok })
    try expectDerived(plan)
  }

  /// Where the file was just created nothing is lost, whatever stands beside it, or does not yet.
  @Test(arguments: [0, 10, SweepFixture.header.utf8.count])
  func whatHasNoSessionsBeginsAnew(length: Int) async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(try SweepFixture.plan(seed: 8))
    let header = try fixture.bytes("x.sessions.csv")[..<length]
    for name in [nil, "x.sweep.json", "x.machine.json", "x.csv"] {
      try fixture.write(header, to: "x.sessions.csv")
      if let name { try FileManager.default.removeItem(atPath: fixture.path(name)) }
      #expect(try await fixture.sweep(plan, .continuing(.own)) == 10)
      #expect(try fixture.points().map(\.label) == plan.ownPoints.map(\.label))
      // Now it is this sweep's.
      #expect(try await fixture.sweep(plan, .continuing(.own)) == 0)
    }
  }

  /// Nothing beside it says that it was a sweep's.
  @Test(
    arguments: ["precious\u{0}binary", String(repeating: "\u{0}", count: 20_000), "layer,\u{0}"],
    ["x.sessions.csv", "x.csv"])
  func aFileOfSomethingElseIsNeverContinued(text: String, name: String) async throws {
    try fixture.write(text.utf8, to: name)
    await #expect(throws: Refusal.self) {
      try await fixture.sweep(try SweepFixture.plan(), .continuing(.ofAnyBuild))
    }
    #expect(try fixture.bytes(name) == Array(text.utf8))
    #expect(try fixture.folder.names == [name])
  }

  /// A CSV says less than the sessions that it came from.
  @Test func aCSVWithoutItsSessionsIsNotContinued() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    try FileManager.default.removeItem(atPath: fixture.path("x.sessions.csv"))
    await #expect(
      throws: Refusal(
        .data,
        "\(fixture.path("x.csv")) cannot be continued: its sessions, "
          + "\(fixture.path("x.sessions.csv")), are not beside it")
    ) { try await fixture.sweep(plan, .continuing(.own)) }
    #expect(try fixture.bytes("x.csv") == bytes)
  }
}

extension SessionsFile {
  /// The rows of a point's sessions.
  fileprivate func sessions(of label: String) throws -> [RecordedRow] {
    try rows(of: sessions.filter { points[$0.place].label == label })
  }
}
