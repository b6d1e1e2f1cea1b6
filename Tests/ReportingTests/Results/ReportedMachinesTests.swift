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
    #expect(results.sweeps.map(\.kind?.processor) == ["Processor A", "Processor B"])
    #expect(results.sweeps[0].title.hasSuffix(" on Processor A (SkylakeX)"))
    for (sweep, seconds) in zip(results.sweeps, [1.2, 0.8]) {
      #expect(sweep.measured.count == 6)
      #expect(Set(sweep.measured.compactMap(\.time?.median)) == [1, seconds])
      #expect(sweep.verification?.verification.trades.first?.points.count == 3)
    }
    let answers = results.sweeps.compactMap(\.answer?.sentence)
    #expect(
      answers[0].hasPrefix("Keeping φ saves time here: it is faster than recomputed at 3 of 3"))
    #expect(
      answers[1].hasPrefix(
        "Keeping φ does not pay here: it is faster than recomputed at 0 of 3 points"))
    #expect(MachineTable.table(results.sweeps).columns.count == 3)
    #expect(Answers(results.sweeps).trades?.rows.count == 2)
    let rows = results.sweeps.flatMap { $0.answer?.evidence.map(\.description) ?? [] }
    #expect(Set(rows).isDisjoint(with: ["runs.csv:2"]))
  }

  @Test func aMixtureIsRefused() throws {
    let point = try Fixture.point()
    let (a, b) = (
      Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "tiled", seconds: 1, cpu: "B")
    )
    let path = try folder.csv("mixed.csv", [a, b])
    #expect {
      _ = try ReportedResults(paths: [path])
    } throws: { ($0 as? ResultsFileError)?.line == 3 }
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
      try folder.file(file, machine.json())
    }
    func sweep() throws -> ReportedSweep {
      try #require(try ReportedResults(paths: [path]).sweeps.first)
    }
    try place("Processor B", cores: 2, as: "runs.machine.json")
    let foreign = try sweep()
    #expect(foreign.machine == nil)
    #expect(
      foreign.notes == [
        "runs.machine.json is about another machine than Processor A (SkylakeX), and was passed over."
      ])
    try place("Processor A", cores: 4, as: "runs.machine.json")
    #expect(try sweep().machine?.processor.logicalCores == 4)
    #expect(try sweep().notes.isEmpty)
  }

  @Test func otherProgramsOfAnotherMachineStayByThemselves() throws {
    let own = try folder.csv("own.csv", try Fixture.sweep())
    let point = try Fixture.point(h: 3)
    let peers = try folder.csv(
      "peers.csv", [Fixture.step(point, "onednn", seconds: 0.001, cpu: "Processor B")])
    let results = try ReportedResults(paths: [own, peers])
    #expect(results.sweeps.map(\.name) == ["own", "peers"])
    #expect(results.sweeps[0].peers.isEmpty)
  }

  /// What `verify` says of a file the report says, too, also where the machine's facts are missing.
  @Test func withoutFactsTheCachesAreThoseOfThisMachineOnlyWhereItIsNamed() throws {
    let here = Processor.ofThisMachine()
    var rows = try Fixture.sweep()
    #expect(try folder.sweep(rows).verification?.verification.caches == Caches())
    for index in rows.indices { rows[index].cpu = here.name }
    let found = try #require(try folder.sweep(rows).verification?.verification)
    #expect(found.caches == (here.name == nil ? Caches() : here.caches))
    _ = try folder.file("runs.machine.json", "{}")
    #expect(
      try folder.sweep(rows).notes.contains { $0.contains("does not hold a machine's facts") })
  }
}
