import Convolution
import Foundation
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

@Suite struct ReportedResultsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func rowsBecomeStepsWithTheirOperations() throws {
    let sweep = try folder.sweep(try Fixture.sweep())
    #expect(sweep.places.count == 8)
    #expect(sweep.strategies == ["cached", "recomputed"])
    #expect(sweep.notes.isEmpty)
    for place in sweep.places {
      #expect(place.steps.map(\.strategy) == ["cached", "recomputed"])
      #expect(place.steps[0].parts.count >= 6)
    }
    let first = try #require(sweep.places.first?.steps.first)
    #expect(first.source.file == "runs.csv")
    // The step's row follows those of its operations and the header.
    #expect(first.source.line == first.parts.count + 2)
  }

  @Test func otherProgramsJoinThePointsTheyMeasured() throws {
    let rows = try Fixture.sweep()
    let own = try folder.csv("own.csv", rows)
    let point = try Fixture.point(h: 3)
    let peers = try folder.csv("peers.csv", [Fixture.step(point, "onednn", seconds: 0.001)])
    let results = try ReportedResults(paths: [peers, own])
    #expect(results.sweeps.map(\.name) == ["own"])
    let sweep = try #require(results.sweeps.first)
    #expect(sweep.peers == ["onednn"])
    let finding = try #require(sweep.findings.first { $0.topic == .peers })
    #expect(finding.evidence.first == RowReference(file: "peers.csv", line: 2))
  }

  /// Each point joins the sweep that has it; what none has is shown by itself, and that is said.
  @Test func whatOtherProgramsMeasuredElsewhereIsKept() throws {
    let own = try folder.csv("own.csv", try Fixture.sweep())
    let points = try [28, 50, 99].map { try Fixture.point(a: $0) }
    let more = try folder.csv("more.csv", [Fixture.step(points[1], "cached", seconds: 1)])
    let shared = Fixture.step(points[0], "onednn", seconds: 0.001)
    let rows = [shared, shared, Fixture.step(points[0], "pytorch", seconds: 1)]
    let others = points[1...].map { Fixture.step($0, "onednn", seconds: 0.002) }
    let all = try ReportedResults(
      paths: [own, more, try folder.csv("peers.csv", rows + others)]
    ).sweeps
    #expect(all.map(\.title) == ["own", "more", "peers"])
    #expect(all.map(\.peers) == [["onednn", "pytorch"], ["onednn"], ["onednn"]])
    #expect(all.map { $0.places.count { $0.measured("onednn") != nil } } == [1, 1, 1])
    #expect(all[2].places.map(\.point) == [points[2]])
    let twice = "1 steps stand in the file more than once; the last row counts."
    let rest = "Points that another file of this report has, too, are shown there."
    #expect(all.map(\.notes) == [[], [], [twice, rest]])
    // Where nothing is left, what there is to know of the file stands where its points went.
    let joined = try ReportedResults(paths: [own, more, try folder.csv("peers.csv", rows)]).sweeps
    #expect(joined.map(\.notes) == [["peers.csv: " + twice], []])
  }

  @Test func filesOfOneNameStayApart() throws {
    let path = try folder.csv("x y.csv", try Fixture.sweep())
    let results = try ReportedResults(paths: [path, path])
    #expect(results.sweeps.map(\.name) == ["x y", "x y-2"])
    let ids = results.sweeps.flatMap { $0.figures.map(\.id) }
    #expect(Set(ids).count == ids.count)
  }

  @Test func whatIsOddIsNoted() throws {
    let point = try Fixture.point()
    let twice = [
      Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "cached", seconds: 2),
    ]
    let sweep = try folder.sweep(twice, moreColumns: ["colour"])
    #expect(sweep.places[0].measured("cached")?.time?.median == 2)
    #expect(sweep.notes.count == 2)
    #expect(sweep.notes[0].contains("1 steps stand in the file more than once"))
    #expect(sweep.notes[1].contains("passed over: colour"))
  }

  /// Two runs in one file: of each operation, as of each step, the last row counts.
  @Test func ofDoubledRowsTheLastCounts() throws {
    let point = try Fixture.point()
    func run(_ seconds: Double) -> [RecordedRow] {
      Fixture.operations(point, "cached", seconds: seconds)
        + [Fixture.step(point, "cached", seconds: seconds)]
    }
    let (first, second) = (run(1), run(3))
    let twice = try folder.sweep(first + second)
    let once = try folder.sweep(second)
    let (parts, alone) = (
      try #require(twice.measured.first?.parts), try #require(once.measured.first?.parts)
    )
    #expect(parts.map(\.operation) == alone.map(\.operation))
    #expect(parts.map(\.time) == alone.map(\.time))
    let found = try #require(twice.verification?.verification)
    #expect(found.shares.map(\.operations.count) == [alone.count])
    #expect(abs((found.shares[0].operations.map(\.seconds).reduce(0, +)) - 3) < 1e-9)
  }
}
