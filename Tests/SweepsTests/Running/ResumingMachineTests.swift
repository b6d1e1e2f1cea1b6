import Convolution
import Foundation
import Testing

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

/// Which machines may go on with a sweep, and the facts of them that stand beside it.
@Suite struct ResumingMachineTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  @Test func anotherMachineIsRefusedUnlessForced() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    try fixture.write(bytes[..<(bytes.count / 2)], to: "x.csv")
    var other = SweepFixture.machine
    other.processor.name = "C"
    await #expect(
      throws: SweepFilesError.otherMachine(
        path: fixture.path("x.csv"), reason: "its processor is A, \"B\", not C")
    ) { try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: other) }
    other = SweepFixture.machine
    other.blas.kernel.name = "Prescott"
    await #expect(throws: SweepFilesError.self) {
      try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: other)
    }
    try await fixture.sweep(plan, .continuing(onAnyMachine: true), on: other)
    let kernels = try ResultsFile(path: fixture.path("x.csv")).rows.map(\.blasKernel)
    #expect(Set(kernels) == ["K", "Prescott"])
    #expect(try fixture.points().count == 6)
  }

  /// Each kind of machine that rows come from has its facts beside them, once.
  @Test func aForcedMachineHasItsFactsBesideTheFirsts() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    var other = SweepFixture.machine
    other.processor.name = "C"
    for machine in [other, SweepFixture.machine, other] {
      try fixture.write(bytes[..<(bytes.count / 2)], to: "x.csv")
      try await fixture.sweep(plan, .continuing(onAnyMachine: true), on: machine)
    }
    let names = ["x.csv", "x.machine-2.json", "x.machine.json", "x.sweep.json"]
    #expect(try fixture.folder.names == names)
    #expect(try fixture.bytes("x.machine-2.json") == Array(other.json()))
    #expect(try fixture.bytes("x.machine.json") == Array(SweepFixture.machine.json()))
    // Both are its machines now.
    #expect(try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: other) == 0)
    try ShardMerge(of: [fixture.path("x.csv")]).write(
      to: fixture.path("merged.csv"), overwrites: false)
    #expect(try fixture.bytes("merged.machine-2.json") == Array(other.json()))
    // A new sweep in its place has one machine; without leave it overwrites nothing.
    for name in ["x.csv", "x.sweep.json", "x.machine.json"] {
      try FileManager.default.removeItem(atPath: fixture.path(name))
    }
    await #expect(
      throws: SweepFilesError.output(.exists(path: fixture.path("x.machine-2.json")))
    ) { try await fixture.sweep(plan) }
    #expect(try await fixture.sweep(plan, .overwriting) == 6)
    #expect(try !fixture.folder.names.contains("x.machine-2.json"))
  }

  /// Rates that were measured before stay; where there were none, those of now stand with the facts.
  @Test func ratesAskedForLaterAreKept() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    var asked = SweepFixture.machine
    asked.load = 3
    asked.rates = MachineRates(sgemmGFLOPs: 100, copyGBs: 20, copyBytes: 1 << 20)
    var kept = SweepFixture.machine
    kept.rates = asked.rates
    try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: asked)
    #expect(try fixture.bytes("x.machine.json") == Array(kept.json()))
    asked.rates?.copyGBs = 30
    try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: asked)
    #expect(try fixture.bytes("x.machine.json") == Array(kept.json()))
  }
}
