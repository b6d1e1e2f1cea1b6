import Convolution
import Foundation
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

/// What is no file gets the CSV once, at the end, and nothing stands beside it.
@Suite struct DeviceOutputTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  @Test(arguments: [SweepFiles.Beginning.new, .overwriting])
  func aPipeGetsEachPointOnce(beginning: SweepFiles.Beginning) async throws {
    let path = fixture.path("pipe.csv")
    try #require(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let some = try SweepFixture.plan()
    let plan = SweepPlan(
      points: Array(some.points.suffix(2)), strategies: [Cached()], sampling: some.sampling,
      source: some.source)
    #expect(try await fixture.sweep(plan, to: "pipe.csv", beginning) == 2)
    #expect(try fixture.folder.names == ["pipe.csv"])

    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(reader, &bytes, bytes.count)
    try #require((1..<bytes.count).contains(count))
    let file = try ResultsFile(CSVReader(Array(bytes[..<count]), name: "pipe"))
    #expect(!file.isTorn && file.unknownColumns.isEmpty)
    let points = file.rows.runs { $0.point.label }
    #expect(points.map(\.key) == plan.ownPoints.map(\.label))
    #expect(points.map(\.elements.last?.status) == [.ok, .skipped])
    #expect(file.rows.allSatisfy { $0.round == nil && $0.sessions == ($0.status == .ok ? 2 : nil) })
  }
}
