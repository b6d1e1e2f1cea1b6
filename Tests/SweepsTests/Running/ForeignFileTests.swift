import Machine
import Convolution
import Foundation
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
    let bytes = try fixture.bytes("x.csv")
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
      (try SweepFixture.plan(samples: 2), "its number of samples is 1, not 2"),
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
        try await fixture.sweep(other, .continuing(byAnyBuild: false))
      }
    }
    #expect(try fixture.bytes("x.csv") == bytes)
  }

  @Test func otherColumnsAndForeignRowsAreRefusedWithTheirLine() async throws {
    let path = fixture.path("x.csv")
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let text = String(decoding: try fixture.bytes("x.csv"), as: UTF8.self)
    func refusal(of changed: String) async throws -> Refusal? {
      try fixture.write(changed.utf8, to: "x.csv")
      let refusal = await #expect(throws: Refusal.self) {
        try await fixture.sweep(plan, .continuing(byAnyBuild: false))
      }
      #expect(try fixture.bytes("x.csv") == Array(changed.utf8))
      return refusal
    }
    func replacing(_ old: String, _ new: String) -> String {
      text.replacing(old, with: new, maxReplacements: 1)
    }
    for (header, reason) in [
      ("layer,method", "it lacks 'strategy'"), ("layer,extra,strategy", "it has 'extra'"),
    ] {
      #expect(
        try await refusal(of: replacing("layer,strategy", header))
          == Refusal(
            .data, "\(path) has other columns than this version writes: \(reason)"))
    }
    for text in ["precious\r\n", "precious"] {
      let refusal = try await refusal(of: text)
      #expect(refusal?.description.contains("has other columns than this version") == true)
    }
    let other = try await refusal(
      of: replacing("\r\n,cached,gemm_s,2,1,5", "\r\n,cached,gemm_s,2,1,4"))
    #expect(
      other
        == Refusal(
          .data, "\(path):3: a_conv: '5' is given, but this must be 4, by the other sizes"))
    let broken = try await refusal(
      of: replacing("\r\n,cached,gemm_s,2,1,5", "\r\n,cached,gemm_s,2,x,5"))
    #expect(
      broken
        == Refusal(.data, "\(path):3: d: 'x' is given, but this must be a whole number from 0"))
    let row = text.split(separator: "\r\n")[1]
    let end = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    #expect(
      try await refusal(of: text + row + "\r\n")
        == Refusal(.data, "\(path):\(end): here stands a row, instead of the end"))
    try FileManager.default.removeItem(atPath: fixture.path("x.sweep.json"))
    let description = fixture.path("x.sweep.json")
    #expect(
      try await refusal(of: text)?.description.hasPrefix("\(description), which says what") == true)
  }

  @Test func nothingThatIsThereIsOverwrittenUnlessForced() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    await #expect(throws: Refusal.exists(fixture.path("x.csv"))) {
      try await fixture.sweep(plan)
    }
    #expect(try fixture.bytes("x.csv") == bytes)
    // What stands beside it is an output as well.
    try FileManager.default.removeItem(atPath: fixture.path("x.csv"))
    await #expect(throws: Refusal.exists(fixture.path("x.sweep.json"))) {
      try await fixture.sweep(plan)
    }
    #expect(try await fixture.sweep(plan, .overwriting) == 6)
  }

  /// Whatever stops a sweep that takes another's place, rows are never beside the description of a sweep that is not
  /// theirs.
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
    #expect(try fixture.bytes("x.csv") == Array(CSVFile.header.utf8))
    #expect(try fixture.bytes("x.sweep.json") == sweep)
  }

  @Test func outputsWithoutTheCSVsExtensionHaveNothingInCommon() {
    let names = ["x.csv", "x.cached", "x.tiled", "x", "x.csv.gz"]
    #expect(Set(names.map { SweepFiles(csv: $0).sweep }).count == 4)
    #expect(SweepFiles(csv: "x.tiled").sweep == "x.tiled.sweep.json")
    #expect(SweepFiles(csv: "a.b/x.csv").machine == "a.b/x.machine.json")
  }

  /// Two processes at one file would double its points, and what stands beside it would belong to
  /// another sweep.
  @Test func aFileThatIsBeingWrittenIsLeftAlone() async throws {
    let plan = try SweepFixture.plan()
    let another = try SweepFixture.plan(samples: 2, strategies: [Cached()])
    var machine = SweepFixture.machine
    machine.processor.name = "C"
    let path = fixture.path("x.csv")
    let files = SweepFiles(csv: path)
    let open = try files.begin(.new, plan: plan, on: SweepFixture.machine)
    let beside = try ["x.sweep.json", "x.machine.json"].map(fixture.bytes)
    for beginning in [SweepFiles.Beginning.overwriting, .continuing(byAnyBuild: false)] {
      for plan in [plan, another] {
        await #expect(throws: Refusal.inUse(path)) {
          try await fixture.sweep(plan, beginning, on: machine)
        }
      }
    }
    try open.append([])
    #expect(try fixture.bytes("x.csv") == Array(CSVFile.header.utf8))
    #expect(try ["x.sweep.json", "x.machine.json"].map(fixture.bytes) == beside)
  }
}
