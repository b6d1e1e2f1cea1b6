import Analysis
import Convolution
import Foundation
import Sweeps
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement
@testable import Reporting
@testable import Results

/// What was measured on several machines is never taken together.
@Suite struct ReportedMachinesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// On B keeping φ saves what it costs on A.
  @Test func machinesStayApart() throws {
    let points = try [3, 5, 7].map { try Fixture.point(h: $0) }
    func rows(_ cpu: String, _ ratio: Double) -> [RecordedRow] {
      points.flatMap { point -> [RecordedRow] in
        var product = RecordedRow(point: point, strategy: "cached", operation: .gemmS)
        (product.timeMedian, product.cpu) = (0.5, cpu)
        return [
          product, Fixture.step(point, "cached", seconds: 1, cpu: cpu, ratio: 1),
          Fixture.step(point, "recomputed", seconds: ratio, cpu: cpu, ratio: ratio),
        ]
      }
    }
    let (a, b) = (rows("Processor A", 1.2), rows("Processor B", 0.8))
    let other = try TemporaryFolder()
    let results = try ReportedResults(
      paths: [try folder.csv("runs.csv", a), try other.csv("runs.csv", b)])
    #expect(results.runs.map(\.dataset.kind?.processor) == ["Processor A", "Processor B"])
    #expect(results.runs[0].title.hasSuffix(" on Processor A (SkylakeX)"))
    for (run, answer) in zip(results.runs, [Answer.yes, .no]) {
      #expect(run.dataset.steps.count == 6)
      #expect(run.verification?.trades.map(\.points.count) == [3])
      #expect(run.trades.map(\.storingIsFaster) == [answer])
    }
    #expect(MachineTable.table(results.runs).columns.count == 3)
  }

  @Test func aMixtureIsRefused() throws {
    let point = try Fixture.point()
    let (a, b) = (
      Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "tiled", seconds: 1, cpu: "B")
    )
    let path = try folder.csv("mixed.csv", [a, b])
    #expect {
      _ = try ReportedResults(paths: [path])
    } throws: { "\($0)".contains(":3: ") }
  }

  @Test func onlyFactsOfTheRowsMachineAreTaken() throws {
    let path = try folder.csv("runs.csv", try Fixture.sweep())
    func place(_ name: String, cores: Int, as file: String) throws {
      let machine = Machine(
        processor: Processor(name: name, logicalCores: cores), memory: MachineMemory(),
        blas: BLASLibrary(
          version: "1", configuration: "", kernel: BLASKernel(name: "SkylakeX", origin: .library)),
        floatingPointCounters: .init(isAvailable: false, reason: nil), swiftVersion: "",
        version: "0")
      try folder.file(file, JSON.file(machine))
    }
    func run() throws -> ReportedRun {
      try #require(try ReportedResults(paths: [path]).runs.first)
    }
    try place("Processor B", cores: 2, as: "runs.machine.json")
    let foreign = try run()
    #expect(foreign.dataset.machine == nil)
    guard case .foreignFacts(let file, let kind)? = foreign.dataset.issues.first else {
      Issue.record("nothing is said of the facts of another machine")
      return
    }
    #expect(file.hasSuffix("runs.machine.json") && kind?.processor == "Processor A")
    try place("Processor A", cores: 4, as: "runs.machine.json")
    #expect(try run().dataset.machine?.processor.logicalCores == 4)
    #expect(try run().dataset.issues.count == foreign.dataset.issues.count - 1)
  }

  @Test func otherProgramsOfAnotherMachineStayByThemselves() throws {
    let own = try folder.csv("own.csv", try Fixture.sweep())
    let point = try Fixture.point(h: 3)
    let peers = try folder.csv(
      "peers.csv", [Fixture.step(point, "onednn", seconds: 0.001, cpu: "Processor B")])
    let results = try ReportedResults(paths: [own, peers])
    #expect(results.runs.map(\.name) == ["own", "peers"])
    #expect(results.runs[0].dataset.peers.isEmpty)
  }

  /// What `verify` says of a file the report says, too, also where the machine's facts are missing.
  @Test func withoutFactsTheCachesAreThoseOfThisMachineOnlyWhereItIsNamed() throws {
    let here = Processor.ofThisMachine()
    var rows = try Fixture.sweep()
    #expect(try folder.run(rows).verification?.caches == Caches())
    for index in rows.indices { rows[index].cpu = here.name }
    let found = try #require(try folder.run(rows).verification)
    #expect(found.caches == (here.name == nil ? Caches() : here.caches))
    _ = try folder.file("runs.machine.json", "{}")
    #expect(
      try folder.run(rows).notes.contains { $0.contains("does not hold a machine's facts") })
  }
}
