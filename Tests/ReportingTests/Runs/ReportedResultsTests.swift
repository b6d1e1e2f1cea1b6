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
    let run = try folder.run(try Fixture.sweep())
    #expect(run.places.count == 8)
    #expect(run.strategies == ["cached", "recomputed"])
    for place in run.places {
      #expect(place.steps.map(\.strategy) == ["cached", "recomputed"])
      #expect(place.steps[0].operations.count >= 7)
    }
    let first = try #require(run.places.first?.steps.first)
    #expect(first.row.file.hasSuffix("/runs.csv"))
    // The step's row follows those of its operations and the header.
    #expect(first.row.line == first.operations.count + 1)
  }

  @Test func otherProgramsJoinThePointsTheyMeasured() throws {
    let rows = try Fixture.sweep()
    let own = try folder.csv("own.csv", rows)
    let point = try Fixture.point(h: 3)
    let peers = try folder.csv("peers.csv", [Fixture.step(point, "onednn", seconds: 0.001)])
    let results = try ReportedResults(paths: [peers, own])
    #expect(results.runs.map(\.name) == ["own"])
    let sweep = try #require(results.runs.first)
    #expect(sweep.dataset.peers == ["onednn"])
    let comparison = try #require(sweep.peerComparisons.first)
    #expect(comparison.entries.count == 1)
    #expect(comparison.entries[0].rows[1] == RowReference(file: peers, line: 2))
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
    ).runs
    #expect(all.map(\.title) == ["own", "more", "peers"])
    #expect(all.map(\.dataset.peers) == [["onednn", "pytorch"], ["onednn"], ["onednn"]])
    #expect(all.map { $0.places.count { $0.measured("onednn") != nil } } == [1, 1, 1])
    #expect(all[2].places.map(\.point) == [points[2]])
    #expect(all.map(\.notes.count) == [1, 0, 3])
    #expect(all[2].notes.last?.contains("another file of this report") == true)
    // Where nothing is left, what there is to know of the file stands where its points went.
    let joined = try ReportedResults(paths: [own, more, try folder.csv("peers.csv", rows)]).runs
    #expect(joined[0].notes.contains { $0.hasPrefix("peers.csv: line 2: the point, strategy") })
  }

  @Test func filesOfOneNameStayApart() throws {
    let path = try folder.csv("x y.csv", try Fixture.sweep())
    let results = try ReportedResults(paths: [path, path])
    #expect(results.runs.map(\.name) == ["x y", "x y-2"])
    let ids = results.runs.flatMap { $0.figures.map(\.id) }
    #expect(Set(ids).count == ids.count)
  }

  @Test func whatIsOddIsNoted() throws {
    let point = try Fixture.point()
    let twice = [
      Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "cached", seconds: 2),
    ]
    let sweep = try folder.run(twice, moreColumns: ["colour"])
    #expect(sweep.places[0].measured("cached")?.time?.median == 2)
    #expect(
      sweep.dataset.issues == [.unknownColumns(["colour"]), .rows(.repeated, lines: [2])])
  }

  /// Two runs in one file: of each operation, as of each step, the last row counts.
  @Test func ofDoubledRowsTheLastCounts() throws {
    let point = try Fixture.point()
    func run(_ seconds: Double) -> [RecordedRow] {
      Fixture.operations(point, "cached", seconds: seconds)
        + [Fixture.step(point, "cached", seconds: seconds)]
    }
    let (first, second) = (run(1), run(3))
    let twice = try folder.run(first + second)
    let once = try folder.run(second)
    let (parts, alone) = (
      try #require(twice.dataset.steps.first?.operations),
      try #require(once.dataset.steps.first?.operations)
    )
    #expect(parts.map(\.operation) == alone.map(\.operation))
    #expect(parts.map(\.time) == alone.map(\.time))
    let found = try #require(twice.verification)
    #expect(found.shares.map(\.operations.count) == [alone.count - 1])
    #expect(abs((found.shares[0].operations.map(\.seconds).reduce(0, +)) - 3) < 1e-9)
  }
}
