import Convolution
import Foundation
import Testing

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

/// Which machines and builds may continue a sweep, and the facts that stand beside it.
@Suite struct ResumingMachineTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  @Test func anotherKindOfMachineIsRefused() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.sessions.csv")
    try fixture.write(bytes[..<(bytes.count / 2)], to: "x.sessions.csv")
    var processor = SweepFixture.machine
    processor.processor.name = "C"
    var kernel = SweepFixture.machine
    kernel.blas.kernel.name = "Prescott"
    for continuing in [SweepFiles.Continuing.own, .ofAnyBuild, .butFailed] {
      for (other, reason) in [
        (processor, "its processor is A, \"B\", not C"),
        (kernel, "its OpenBLAS kernel is K, not Prescott"),
      ] {
        await #expect(
          throws: Refusal.otherMachine(
            fixture.path("x.csv"), reason)
        ) { try await fixture.sweep(plan, .continuing(continuing), on: other) }
      }
    }
    #expect(try fixture.bytes("x.sessions.csv") == Array(bytes[..<(bytes.count / 2)]))
  }

  /// A mixture that an earlier version wrote is not continued, either.
  @Test func aMixtureIsRefused() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let rows = try fixture.folder.text("x.sessions.csv").split(separator: "\r\n")
    let mixture = rows.dropLast(30) + rows.suffix(30).map { $0.replacing(",K,", with: ",L,") }
    try fixture.folder.file("x.sessions.csv", mixture.joined(separator: "\r\n") + "\r\n")
    await #expect {
      try await fixture.sweep(plan, .continuing(.ofAnyBuild))
    } throws: {
      "\($0)".contains("this row was measured on A, \"B\" (L), those above on A, \"B\" (K)")
    }
  }

  @Test func anotherBuildIsRefusedUnlessForced() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.sessions.csv")
    try fixture.write(bytes[..<(bytes.count / 2)], to: "x.sessions.csv")
    var other = SweepFixture.machine
    other.version = "0+other"
    await #expect(
      throws: Refusal(
        .data,
        "\(fixture.path("x.csv")) was measured by phibench 0, and this is 0+other; "
          + "--resume=force continues it")
    ) { try await fixture.sweep(plan, .continuing(.own), on: other) }
    try await fixture.sweep(plan, .continuing(.ofAnyBuild), on: other)
    let versions = try ResultsFile(path: fixture.path("x.csv")).rows.map(\.version)
    #expect(Set(versions) == ["0", "0+other"])
    #expect(try fixture.points().count == 6)
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
    try await fixture.sweep(plan, .continuing(.own), on: asked)
    #expect(try fixture.bytes("x.machine.json") == Array(JSON.file(kept)))
    asked.rates?.copyGBs = 30
    try await fixture.sweep(plan, .continuing(.own), on: asked)
    #expect(try fixture.bytes("x.machine.json") == Array(JSON.file(kept)))
  }
}
