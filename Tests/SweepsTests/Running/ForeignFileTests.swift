import Convolution
import Foundation
import Machine
import TestFixtures
import Testing

@testable import Measurement
@testable import Results
@testable import Sweeps

/// What is there and is not this sweep's: it is refused, or gives way where that is wanted.
@Suite struct ForeignFileTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  @Test func anotherSweepIsRefusedWithTheReason() async throws {
    let path = fixture.path("x.csv")
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.sessions.csv")
    let fewer = SweepPlan(
      points: Array(plan.points.dropLast()), strategies: plan.strategies, sampling: plan.sampling,
      source: plan.source)
    let images = try LabelledImages(
      images: [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9],
      labels: [0, 0, 8, 1, 0, 0, 0, 1, 0])
    let withImages = SweepPlan(
      points: plan.points, strategies: plan.strategies, sampling: plan.sampling,
      source: InputSource(seed: 7, images: images))
    for (other, reason) in [
      (try SweepFixture.plan(samples: 3), "its number of samples is 2, not 3"),
      (try SweepFixture.plan(seed: 8), "its seed is 7, not 8"),
      (try SweepFixture.plan(strategies: [Cached()]), "it has the strategy 'recomputed' as well"),
      (
        try SweepFixture.plan(strategies: [Recomputed(), Cached()]),
        "it has each strategy, but in another order"
      ),
      (try SweepFixture.plan(strategies: Strategies.all), "it lacks the strategy 'tiled'"),
      (try SweepFixture.plan(shard: Shard(index: 1, of: 2)), "its shard is not set, not 1/2"),
      (fewer, "it has the point '\(plan.points[5].label)' as well"),
      (withImages, "its checksum of images is not set, not \(images.checksum)"),
    ] {
      await #expect(throws: Refusal.otherSweep(path, reason)) {
        try await fixture.sweep(other, .continuing(.own))
      }
    }
    #expect(try fixture.bytes("x.sessions.csv") == bytes)
  }

  @Test func otherColumnsAndForeignRowsAreRefusedWithTheirLine() async throws {
    let path = fixture.path("x.sessions.csv")
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let text = try fixture.folder.text("x.sessions.csv")
    func refusal(of changed: String) async throws -> Refusal? {
      try fixture.write(changed.utf8, to: "x.sessions.csv")
      let refusal = await #expect(throws: Refusal.self) {
        try await fixture.sweep(plan, .continuing(.own))
      }
      #expect(try fixture.bytes("x.sessions.csv") == Array(changed.utf8))
      return refusal
    }
    func replacing(_ old: String, _ new: String) -> String {
      text.replacing(old, with: new, maxReplacements: 1)
    }
    for (changed, reason) in [
      (replacing("layer,strategy", "layer,method"), "it lacks 'strategy'"),
      (replacing("layer,strategy", "layer,extra,strategy"), "it has 'extra'"),
      (replacing(",round\r\n", "\r\n"), "it lacks 'round'"),
      (replacing("layer,strategy", "strategy,layer"), "they come in another order"),
    ] {
      #expect(
        try await refusal(of: changed)
          == Refusal(.data, "\(path) has other columns than this version writes: \(reason)"))
    }
    for text in ["precious\r\n", "precious"] {
      let refusal = try await refusal(of: text)
      #expect(refusal?.description.contains("has other columns than this version") == true)
    }
    var rows = text.components(separatedBy: "\r\n")
    let beginning = ",cached,gemm_s,2,"
    let place = try #require(rows.firstIndex { $0.hasPrefix(beginning) })
    let above = rows[..<place].map { $0 + "\n" }.joined()
    let line = above.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    rows[place] = beginning + "x" + rows[place].dropFirst(beginning.count + 1)
    #expect(
      try await refusal(of: rows.joined(separator: "\r\n"))
        == Refusal(
          .data, "\(path):\(line): d: 'x' is given, but this must be a whole number from 0"))
    try FileManager.default.removeItem(atPath: fixture.path("x.sweep.json"))
    let description = fixture.path("x.sweep.json")
    #expect(
      try await refusal(of: text)?.description.hasPrefix("\(description), which says what") == true)
  }

  /// A session stands in its file once, whole, and below the counts of its point.
  @Test func sessionsOutOfPlaceAreRefusedWithTheirLine() async throws {
    let path = fixture.path("x.sessions.csv")
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.sessions.csv")
    let file = try fixture.sessions(of: plan)
    let parts = file.sessions.map { Array(bytes[$0.bytes]) }
    let timed = try #require(file.sessions.firstIndex { $0.round == 1 })
    let (point, counts) = (file.points[file.sessions[timed].place].label, parts[timed - 1])
    let rows = String(decoding: parts[timed], as: UTF8.self)
    let steps = rows.components(separatedBy: "\r\n").filter { $0.contains(",step,") }
    #expect(steps.count == 2)

    func line(above count: Int) -> Int {
      parts[..<count].joined().count { $0 == UInt8(ascii: "\n") } + 2
    }
    var withoutCounts = parts
    withoutCounts.remove(at: timed - 1)
    for (changed, at, reason) in [
      (parts + [parts[timed]], line(above: parts.count), "round 1 at \(point) stands there twice"),
      (parts + [counts], line(above: parts.count), "round 0 at \(point) stands there twice"),
      (withoutCounts, line(above: timed - 1), "no counts stand above this session"),
      (
        parts + [Array((steps[0] + "\r\n").utf8)], line(above: parts.count),
        "round 1 at \(point) stands there twice"
      ),
      (
        Array(parts[..<timed]) + [Array((steps[0] + "\r\n").utf8)] + parts[(timed + 1)...],
        line(above: timed), "cached, step in round 1 is not what comes next in this session"
      ),
    ] {
      let all = Array(SweepFixture.header.utf8) + changed.joined()
      try fixture.write(all, to: "x.sessions.csv")
      await #expect(throws: Refusal(.data, "\(path):\(at): \(reason)")) {
        try await fixture.sweep(plan, .continuing(.own))
      }
      #expect(try fixture.bytes("x.sessions.csv") == all)
    }
  }

  @Test func nothingThatIsThereIsOverwrittenUnlessForced() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try ["x.csv", "x.sessions.csv"].map(fixture.bytes)
    await #expect(throws: Refusal.exists(fixture.path("x.csv"))) {
      try await fixture.sweep(plan)
    }
    #expect(try ["x.csv", "x.sessions.csv"].map(fixture.bytes) == bytes)
    // What stands beside it is an output as well.
    for (removed, next) in [("x.csv", "x.sessions.csv"), ("x.sessions.csv", "x.sweep.json")] {
      try FileManager.default.removeItem(atPath: fixture.path(removed))
      await #expect(throws: Refusal.exists(fixture.path(next))) {
        try await fixture.sweep(plan)
      }
    }
    #expect(try await fixture.sweep(plan, .overwriting) == 10)
  }

  /// Whatever stops a sweep that takes another's place, rows and sessions are never beside the description of a
  /// sweep that is not theirs.
  @Test func rowsGiveWayBeforeWhatSaysWhatTheyAre() async throws {
    try await fixture.sweep(try SweepFixture.plan())
    let sweep = try fixture.bytes("x.sweep.json")
    // Nothing can be written there.
    try FileManager.default.removeItem(atPath: fixture.path("x.machine.json"))
    try FileManager.default.createDirectory(
      atPath: fixture.path("x.machine.json"), withIntermediateDirectories: false)
    await #expect(throws: Refusal.self) {
      try await fixture.sweep(try SweepFixture.plan(seed: 8), .overwriting)
    }
    #expect(try fixture.bytes("x.sessions.csv") == Array(SweepFixture.header.utf8))
    #expect(try fixture.bytes("x.sweep.json") == sweep)
    #expect(!FileManager.default.fileExists(atPath: fixture.path("x.csv")))
  }

  @Test func outputsWithoutTheCSVsExtensionHaveNothingInCommon() {
    let names = ["x.csv", "x.cached", "x.tiled", "x", "x.csv.gz"]
    #expect(Set(names.map { SweepFiles(csv: $0).sweep }).count == 4)
    #expect(SweepFiles(csv: "x.tiled").sweep == "x.tiled.sweep.json")
    #expect(SweepFiles(csv: "x.csv").sessions == "x.sessions.csv")
    #expect(SweepFiles(sessions: "a.b/x.sessions.csv") == SweepFiles(csv: "a.b/x.csv"))
    #expect(SweepFiles(sessions: "x.csv") == nil)
    #expect(SweepFiles(csv: "a.b/x.csv").machine == "a.b/x.machine.json")
  }

  /// Two processes at one file would double its sessions, and what stands beside it would belong to
  /// another sweep.
  @Test func aFileThatIsBeingWrittenIsLeftAlone() async throws {
    let plan = try SweepFixture.plan()
    let another = try SweepFixture.plan(samples: 3, strategies: [Cached()])
    var machine = SweepFixture.machine
    machine.processor.name = "C"
    let path = fixture.path("x.sessions.csv")
    let files = SweepFiles(csv: fixture.path("x.csv"))
    let open = try files.begin(.new, plan: plan, on: SweepFixture.machine)
    let beside = try ["x.sweep.json", "x.machine.json"].map(fixture.bytes)
    for beginning in [
      SweepFiles.Beginning.overwriting, .continuing(.own), .continuing(.butFailed),
    ] {
      for plan in [plan, another] {
        await #expect(throws: Refusal.inUse(path)) {
          try await fixture.sweep(plan, beginning, on: machine)
        }
      }
    }
    try open.file.append([])
    #expect(try fixture.bytes("x.sessions.csv") == Array(SweepFixture.header.utf8))
    #expect(try ["x.sweep.json", "x.machine.json"].map(fixture.bytes) == beside)
  }
}
