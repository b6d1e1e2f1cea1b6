import Machine
import Convolution
import Foundation
import Testing

@testable import Measurement
@testable import Results
@testable import Sweeps

/// What is kept of a file that broke off, and where its sweep goes on.
@Suite struct ResumingTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  /// Whatever byte the writing stopped at: the points before it are kept, none is lost or doubled.
  @Test func aFileThatBreaksOffAtAnyByteKeepsItsWholePoints() async throws {
    let some = try SweepFixture.plan()
    let plan = SweepPlan(
      points: [some.points[0], some.points[1], some.points[5]], strategies: [Cached()],
      sampling: some.sampling, source: some.source)
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    let labels = plan.ownPoints.map(\.label)
    let names = plan.strategies.map(\.name)
    let whole = try FinishedPoints(of: fixture.path("x.csv"), expecting: labels, by: names)
    #expect(whole.places.count == labels.count)
    #expect(whole.end == bytes.count)
    #expect(whole.tally.ok == 2)
    #expect(whole.tally.skipped == 1)
    #expect(!whole.tally.isComplete)

    // Every byte of the last two points and of the header's end, and some of the first.
    let header = CSVFile.header.utf8.count
    let lengths = (0...bytes.count).filter {
      $0 % 7 == 0 || $0 > whole.places[1].lowerBound - 3 || abs($0 - header) < 3
    }
    for length in lengths {
      try fixture.write(bytes[..<length], to: "torn.csv")
      let finished = try FinishedPoints(
        of: fixture.path("torn.csv"), expecting: labels, by: names)
      let ends = whole.places.prefix { $0.upperBound <= length }
      try #require(finished.places == Array(ends), "at byte \(length)")
      try #require(
        finished.end == ends.last?.upperBound ?? (length < header ? 0 : header), "at byte \(length)"
      )
    }
  }

  /// Pages that never reached the device are zeros, whatever the file's length says.
  @Test func zerosInTheLastPointAreTorn() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    var bytes = try fixture.bytes("x.csv")
    let labels = plan.ownPoints.map(\.label)
    let names = plan.strategies.map(\.name)
    let whole = try FinishedPoints(of: fixture.path("x.csv"), expecting: labels, by: names)
    let last = try #require(whole.places.last)
    for (range, kept) in [
      (last.lowerBound..<bytes.count, 5), (last.lowerBound..<last.lowerBound + 40, 5),
      (last.lowerBound + 60..<bytes.count, 5),
    ] {
      var torn = bytes
      for index in range { torn[index] = 0 }
      try fixture.write(torn, to: "torn.csv")
      let finished = try FinishedPoints(
        of: fixture.path("torn.csv"), expecting: labels, by: names)
      #expect(finished.places.count == kept)
    }
    // Zeros before points that were finished are another matter: nothing is thrown away.
    for index in whole.places[1] { bytes[index] = 0 }
    try fixture.write(bytes, to: "broken.csv")
    #expect(throws: Refusal.self) {
      _ = try FinishedPoints(of: fixture.path("broken.csv"), expecting: labels, by: names)
    }
  }

  /// Points of one row each are so short that zeros in one of them may pass for a single torn one.
  @Test func zerosBeforeAFinishedPointAreNoTornOne() async throws {
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
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    let labels = plan.ownPoints.map(\.label)
    let names = plan.strategies.map(\.name)
    let path = fixture.path("x.csv")
    let whole = try FinishedPoints(of: path, expecting: labels, by: names)
    #expect(whole.tally.skipped == 12 * names.count)
    for (place, range) in whole.places.enumerated() {
      var broken = bytes
      for index in range.lowerBound + 3..<range.lowerBound + 13 { broken[index] = 0 }
      try fixture.write(broken, to: "x.csv")
      let finished = try? FinishedPoints(of: path, expecting: labels, by: names)
      #expect(finished?.places.count == (place == 11 ? 11 : nil), "point \(place)")
    }
  }

  @Test func anInterruptedSweepGoesOnWhereItStopped() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let expected = try fixture.points()
    let bytes = try fixture.bytes("x.csv")
    let whole = try FinishedPoints(
      of: fixture.path("x.csv"), expecting: plan.ownPoints.map(\.label),
      by: plan.strategies.map(\.name))
    for part in [0, 10, CSVFile.header.utf8.count, bytes.count / 3, bytes.count / 2, bytes.count] {
      try fixture.write(bytes[..<part], to: "x.csv")
      let measured = try await fixture.sweep(plan, .continuing(byAnyBuild: false))
      let points = try fixture.points()
      #expect(points.map(\.label) == expected.map(\.label))
      #expect(points.map(\.rows) == expected.map(\.rows))
      #expect(try !ResultsFile(path: fixture.path("x.csv")).isTorn)
      #expect(measured == 6 - whole.places.count { $0.upperBound <= part })
    }
    // Where nothing is there, resuming begins.
    #expect(try await fixture.sweep(plan, to: "y.csv", .continuing(byAnyBuild: false)) == 6)
  }

  /// Where the CSV was just created nothing is lost, whatever stands beside it, or does not yet.
  @Test(arguments: [0, 10, CSVFile.header.utf8.count])
  func whatHasNoRowsBeginsAnew(length: Int) async throws {
    let plan = try SweepFixture.plan()
    let other = try SweepFixture.plan(seed: 8)
    try await fixture.sweep(other)
    let header = try fixture.bytes("x.csv")[..<length]
    for name in [nil, "x.sweep.json", "x.machine.json"] {
      try fixture.write(header, to: "x.csv")
      if let name { try FileManager.default.removeItem(atPath: fixture.path(name)) }
      #expect(try await fixture.sweep(plan, .continuing(byAnyBuild: false)) == 6)
      #expect(try fixture.points().map(\.label) == plan.ownPoints.map(\.label))
      // Now it is this sweep's.
      #expect(try await fixture.sweep(plan, .continuing(byAnyBuild: false)) == 0)
    }
  }

  /// Nothing beside it says that it was a sweep's.
  @Test(arguments: [
    "precious\u{0}binary", String(repeating: "\u{0}", count: 20_000), "layer,\u{0}",
  ])
  func aFileOfSomethingElseIsNeverContinued(text: String) async throws {
    try fixture.write(text.utf8, to: "x.csv")
    await #expect(throws: Refusal.self) {
      try await fixture.sweep(try SweepFixture.plan(), .continuing(byAnyBuild: true))
    }
    #expect(try fixture.bytes("x.csv") == Array(text.utf8))
    #expect(try fixture.folder.names == ["x.csv"])
  }
}
