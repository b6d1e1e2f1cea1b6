import Convolution
import Foundation
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

@Suite struct ShardTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  @Test(arguments: [("1/1", 1, 1), ("2/5", 2, 5), ("1000/1000", 1000, 1000)])
  func aShardIsWrittenAsAFraction(text: String, index: Int, count: Int) throws {
    let shard = try #require(Shard(text))
    #expect(shard == Shard(index: index, of: count))
    #expect(shard.description == text)
  }

  @Test(arguments: [
    "", "1", "0/2", "3/2", "-1/2", "+1/2", "1/2/3", "1/", "/2", "1.5/2", "a/b", "1/1001", "²/3",
    "1/99999999999999999999",
  ])
  func whatIsNoShardIsNone(text: String) {
    #expect(Shard(text) == nil)
  }

  /// Each point is in one shard, and no shard has more than 4/3 of what the best division gives it.
  @Test(arguments: 1...9)
  func shardsDivideEvenly(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let costs = (0..<200).map { _ in 1 / Double(UInt64.random(in: 1...40, using: &random)) }
    let shards = (1...count).map { Shard(index: $0, of: count).places(ofCosts: costs) }
    #expect(shards.joined().sorted() == Array(costs.indices))
    #expect(shards.allSatisfy { $0 == $0.sorted() })
    let loads = shards.map { $0.reduce(0) { $0 + costs[$1] } }
    let least = max(costs.reduce(0, +) / Double(count), costs.max() ?? 0)
    #expect(loads.allSatisfy { $0 <= least * 4 / 3 + 1e-9 })
  }

  @Test func equalCostsAndManyShardsAreDividedTheSameWayEverywhere() {
    let costs = [Double](repeating: 1, count: 5)
    let shards = (1...7).map { Shard(index: $0, of: 7).places(ofCosts: costs) }
    #expect(shards == [[0], [1], [2], [3], [4], [], []])
  }

  @Test func moreWorkIsPredictedToTakeLonger() throws {
    func seconds(d: Int, threads: Int = 1, samples: Int? = nil) throws -> Double {
      let geometry = try ConvolutionGeometry(l: 4, d: d, a: 60, b: 50, dOut: 64, h: 3, padding: 1)
      return PredictedTime.seconds(
        of: Point(layer: "", workload: Workload(geometry: geometry, threads: threads)),
        by: Strategies.all, sampling: Sampling(samples: samples))
    }
    #expect(try seconds(d: 64) < seconds(d: 128))
    #expect(try seconds(d: 64, threads: 4) < seconds(d: 64))
    #expect(try seconds(d: 64, samples: 100) > seconds(d: 64, samples: 10))
    // However large a point, its samples end with their budget, a last one and the warm-up aside.
    #expect(try seconds(d: 4096) < 5 + 20 * seconds(d: 4096, samples: 1))
    // Whatever was asked for, there is an answer.
    #expect(try seconds(d: 4, samples: .max) > 1e12)
  }

  @Test(arguments: [
    PointTask.Kind.session(round: 1, blocks: [:]), .steps(.max), .accounts,
  ])
  func noTaskIsGivenMoreThanAYear(kind: PointTask.Kind) throws {
    let point = try #require(try SweepFixture.plan().points.first)
    let task = PointTask(
      kind: kind, point: point, strategies: ["cached"],
      settings: PointSettings(seed: 1, sampling: Sampling(samples: .max), cacheBytes: 0))
    let seconds = try #require(task.limitSeconds)
    #expect((300...ChildLimits.largestSeconds).contains(seconds))
  }

  private func shards(_ count: Int) async throws -> [String] {
    for index in 1...count {
      try await fixture.sweep(
        SweepFixture.plan(shard: Shard(index: index, of: count)),
        to: "\(index)-\(count).csv")
    }
    return (1...count).map { fixture.path("\($0)-\(count).csv") }
  }

  /// Together they have the sessions of the whole sweep, each to the byte as it was, and make its rows.
  @Test(arguments: [1, 2, 3, 8])
  func mergedShardsAreTheWholeSweep(count: Int) async throws {
    let paths = try await shards(count)
    let tally = try ShardMerge(of: paths.reversed())
      .write(to: fixture.path("merged.csv"), overwrites: false)
    #expect(tally.ok == 10)
    #expect(tally.skipped == 2)
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan, to: "whole.csv")
    let (merged, whole) = (try fixture.points("merged.csv"), try fixture.points("whole.csv"))
    #expect(merged.map(\.label) == whole.map(\.label))
    #expect(merged.map(\.rows) == whole.map(\.rows))
    func parts(_ name: String, _ plan: SweepPlan) throws -> [[UInt8]] {
      let bytes = try fixture.bytes(name)
      return try fixture.sessions(name, of: plan).sessions.map { Array(bytes[$0.bytes]) }
    }
    let known = try (1...count).flatMap { index in
      try parts(
        "\(index)-\(count).sessions.csv",
        SweepFixture.plan(shard: Shard(index: index, of: count)))
    }
    let all = try parts("merged.sessions.csv", plan)
    #expect(all.count == known.count && Set(all) == Set(known))
    let rows = Set(try (1...count).flatMap { try fixture.lines("\($0)-\(count).csv") })
    #expect(try Set(fixture.lines("merged.csv")) == rows)
    #expect(try fixture.bytes("merged.sweep.json") == fixture.bytes("whole.sweep.json"))
    #expect(try fixture.bytes("merged.machine.json") == fixture.bytes("whole.machine.json"))
    // A whole sweep can be merged, and resumed.
    #expect(try await fixture.sweep(plan, to: "merged.csv", .continuing(.own)) == 0)
    let again = try ShardMerge(of: [fixture.path("merged.csv")])
      .write(to: fixture.path("again.csv"), overwrites: false)
    #expect(again == tally)
    #expect(try fixture.bytes("again.csv") == fixture.bytes("merged.csv"))
  }

  @Test func overlapsAndGapsAreNamed() async throws {
    let halves = try await shards(2)
    let thirds = try await shards(3)
    let points = try SweepFixture.plan().points.map(\.label)
    let costs = try SweepFixture.plan().points.map {
      PredictedTime.seconds(
        of: $0, by: [Cached(), Recomputed()], sampling: Sampling(samples: 2, rounds: 2))
    }
    let second = Shard(index: 2, of: 2).places(ofCosts: costs)
    #expect(
      throws: Refusal(
        .data,
        "no file has the point '\(points[second[0]])' and \(second.count - 1) more: "
          + "the files have 1/2")
    ) { _ = try ShardMerge(of: [halves[0]]) }
    #expect(
      throws: Refusal(
        .data, "\(halves[1]) and \(halves[1]) both have the point '\(points[second[0]])'")
    ) { _ = try ShardMerge(of: [halves[1], halves[1]]) }
    let error = try #require(
      #expect(throws: Refusal.self) {
        _ = try ShardMerge(of: [halves[0], thirds[0], thirds[1]])
      })
    #expect(error.description.contains(" both have the point '"))
    #expect(error.description.contains(halves[0]))
  }

  /// Nothing that is there gives way unless it is forced to, and then no part of the whole is written.
  @Test(arguments: [
    "merged.csv", "merged.sessions.csv", "merged.sweep.json", "merged.machine.json",
  ])
  func aMergeIsWrittenAsAWholeOrNotAtAll(name: String) async throws {
    let merge = try ShardMerge(of: try await shards(2))
    let path = fixture.path("merged.csv")
    try fixture.write("precious".utf8, to: name)
    #expect(throws: Refusal.exists(fixture.path(name))) {
      try merge.write(to: path, overwrites: false)
    }
    let there = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
    #expect(there.filter { $0.hasPrefix("merged") } == [name])
    #expect(try fixture.bytes(name) == Array("precious".utf8))
    #expect(try merge.write(to: path, overwrites: true).ok == 10)
    #expect(try fixture.rounds("merged.sessions.csv", of: SweepFixture.plan()).count == 16)
  }

  /// Whatever stops it, the rows of one sweep are never beside the record of another.
  @Test func aMergeThatBreaksOffLeavesNoRecord() async throws {
    let path = fixture.path("merged.csv")
    _ = try ShardMerge(of: try await shards(2)).write(to: path, overwrites: false)
    // Nothing can be written there.
    try FileManager.default.removeItem(atPath: fixture.path("merged.machine.json"))
    try FileManager.default.createDirectory(
      atPath: fixture.path("merged.machine.json"), withIntermediateDirectories: false)
    let merge = try ShardMerge(of: try await shards(3))
    #expect(throws: Refusal.self) { try merge.write(to: path, overwrites: true) }
    #expect(try !fixture.folder.names.contains("merged.sweep.json"))
    #expect(try !fixture.folder.names.contains("merged.csv"))
    await #expect(throws: Refusal.self) {
      try await fixture.sweep(
        SweepFixture.plan(), to: "merged.csv", .continuing(.own))
    }
  }

  @Test func aDeviceGetsTheRowsAlone() async throws {
    let merge = try ShardMerge(of: try await shards(1))
    #expect(try merge.write(to: "/dev/null", overwrites: false).ok == 10)
    #expect(!FileManager.default.fileExists(atPath: "/dev/null.sessions.csv"))
    #expect(!FileManager.default.fileExists(atPath: "/dev/null.sweep.json"))
    #expect(!FileManager.default.fileExists(atPath: "/dev/null.machine.json"))
  }

  /// A sweep that is running would go on in a file without a name.
  @Test func aMergeDoesNotTakeAFileThatIsBeingWritten() async throws {
    let merge = try ShardMerge(of: try await shards(2))
    let path = fixture.path("merged.csv")
    let plan = try SweepFixture.plan(seed: 8)
    let open = try SweepFiles(csv: path).begin(.new, plan: plan, on: SweepFixture.machine)
    let record = try fixture.bytes("merged.sweep.json")
    #expect(throws: Refusal.inUse(fixture.path("merged.sessions.csv"))) {
      try merge.write(to: path, overwrites: true)
    }
    try open.file.append([])
    #expect(try fixture.bytes("merged.sessions.csv") == Array(SweepFixture.header.utf8))
    #expect(try fixture.bytes("merged.sweep.json") == record)
  }

  @Test func aFileThatIsNotThereIsNamedItself() throws {
    let path = fixture.path("nothere.csv")
    let error = try #require(
      #expect(throws: Refusal.self) { _ = try ShardMerge(of: [path]) })
    #expect(error == Refusal(.noInput, "\(path): it cannot be read: No such file or directory"))
  }

  @Test func anUnfinishedShardAndAnotherSweepsShardAreRefused() async throws {
    let paths = try await shards(2)
    let other = try await fixture.sweep(
      SweepFixture.plan(shard: Shard(index: 2, of: 2), samples: 3), to: "other.csv")
    #expect(other > 0)
    #expect(
      throws: Refusal.otherSweep(
        fixture.path("other.csv"), "its number of samples is 3, not 2")
    ) { _ = try ShardMerge(of: [paths[0], fixture.path("other.csv")]) }
    // A torn session is the last round's.
    let bytes = try fixture.bytes("1-2.sessions.csv")
    let first = try SweepFixture.plan(shard: Shard(index: 1, of: 2))
    let whole = try fixture.sessions("1-2.sessions.csv", of: first)
    let last = try #require(whole.sessions.last)
    try fixture.write(bytes.dropLast(), to: "1-2.sessions.csv")
    #expect(
      throws: Refusal(
        .data,
        "\(paths[0]) lacks sessions of the point '\(whole.points[last.place].label)'; --resume "
          + "measures what is missing")
    ) {
      _ = try ShardMerge(of: paths)
    }
  }

  @Test func anotherKindOfMachineIsRefused() async throws {
    let paths = try await shards(2)
    var other = SweepFixture.machine
    other.processor.name = "C"
    let plan = try SweepFixture.plan(shard: Shard(index: 2, of: 2))
    try await fixture.sweep(plan, to: "other.csv", on: other)
    let path = fixture.path("other.csv")
    #expect(
      throws: Refusal.otherMachine(
        path, than: paths[0], "its processor is C, not A, \"B\"")
    ) { _ = try ShardMerge(of: [paths[0], path]) }
    // The rows tell it, too.
    try fixture.write(try fixture.bytes("1-2.machine.json"), to: "other.machine.json")
    #expect(
      throws: Refusal.otherMachine(path, "its rows come from C (K), not A, \"B\" (K)")
    ) { _ = try ShardMerge(of: [paths[0], path]) }
  }

  @Test func buildsAreToldApart() async throws {
    let paths = try await shards(2)
    #expect(try ShardMerge(of: paths).builds == ["0"])
    var other = SweepFixture.machine
    other.version = "0+other"
    let plan = try SweepFixture.plan(shard: Shard(index: 2, of: 2))
    try await fixture.sweep(plan, to: "other.csv", on: other)
    let merge = try ShardMerge(of: [paths[0], fixture.path("other.csv")])
    #expect(merge.builds == ["0", "0+other"])
    _ = try merge.write(to: fixture.path("merged.csv"), overwrites: false)
    let versions = try ResultsFile(path: fixture.path("merged.csv")).rows.map(\.version)
    #expect(Set(versions) == ["0", "0+other"])
  }
}
