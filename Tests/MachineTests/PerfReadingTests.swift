import Convolution
import Testing

@testable import Machine
@testable import Measurement

/// On perf-stat(1)'s format, as perf 5 and 6 write it to the file of `-o`.
@Suite struct PerfReadingTests {
  private static let skylake = Processor(vendor: "GenuineIntel", instructionSets: ["avx512f"])
  private static let haswell = Processor(vendor: "GenuineIntel", instructionSets: ["avx2"])
  private static let zen = Processor(vendor: "AuthenticAMD", instructionSets: ["avx2"])

  @Test func intelsLanesAreRespected() throws {
    let groups = FloatingPointEvent.groups(for: Self.skylake)
    try #require(groups.count == 2)
    let output = """
      # started on Mon Nov 24 02:08:00 2025

      3,,fp_arith_inst_retired.scalar_single:u,2000000,100.00,,
      10,,fp_arith_inst_retired.128b_packed_single:u,2000000,100.00,,
      100,,fp_arith_inst_retired.256b_packed_single:u,2000000,100.00,,
      1000,,fp_arith_inst_retired.512b_packed_single:u,2000000,100.00,,
      """
    // A fused multiply-add has been counted twice by the processor already.
    let readings = try PerfReading.readings(of: output)
    #expect(
      try PerfReading.flops(readings, of: groups[0]) == 3 + 4 * 10 + 8 * 100 + 16 * 1000)
    #expect(throws: CounterFailure.notCounted(event: "fp_arith_inst_retired.scalar_double")) {
      try PerfReading.flops(readings, of: groups[1])
    }
    #expect(groups[1].map(\.flopsPerCount) == [1, 2, 4, 8])
  }

  @Test func asksForNoVectorsThatAreNotThere() {
    let names = FloatingPointEvent.groups(for: Self.haswell).joined().map(\.name)
    #expect(names.count == 6)
    #expect(!names.contains { $0.contains("512b") })
  }

  @Test func amdCountsFLOPsThemselves() throws {
    let groups = FloatingPointEvent.groups(for: Self.zen)
    try #require(groups.count == 1)
    let readings = try PerfReading.readings(
      of: "2147483648,,fp_ret_sse_avx_ops.all:u,1204272,100.00,,\n")
    #expect(try PerfReading.flops(readings, of: groups[0]) == 2_147_483_648)
  }

  @Test func hybridProcessorsNameTheUnit() throws {
    let readings = try PerfReading.readings(
      of: "12,,cpu_core/fp_arith_inst_retired.scalar_single/u,1204272,100.00,,\n")
    #expect(
      readings == [PerfReading(event: "fp_arith_inst_retired.scalar_single", count: 12)])
  }

  @Test(
    arguments: [
      ("<not supported>,,instructions:u,0,100.00,,", .notSupported(event: "instructions")),
      ("<not counted>,,instructions:u,0,0.00,,", .notCounted(event: "instructions")),
      (
        "1234,,instructions,500000,49.97,,",
        .other("instructions was counted for 49.97 % of the time only")
      ),
      (
        "1,234,,instructions,500000,100.00,,",
        .unreadable(line: "1,234,,instructions,500000,100.00,,")
      ),
      ("12.5,msec,task-clock,500,100.00,,", .unreadable(line: "12.5,msec,task-clock,500,100.00,,")),
      ("Segmentation fault", .unreadable(line: "Segmentation fault")),
    ] as [(String, CounterFailure)])
  func saysWhyThereIsNoNumber(line: String, failure: CounterFailure) {
    #expect(throws: failure) { try PerfReading.readings(of: "7,,cycles,1,100.00,,\n" + line) }
  }

  @Test func skipsAdditionalMetrics() throws {
    let output = """
      1000,,cycles:u,500000,100.00,,
      2000,,instructions:u,500000,100.00,2.00,insn per cycle
      ,,,,,0.50,stalled cycles per insn
      """
    #expect(try PerfReading.readings(of: output).map(\.count) == [1000, 2000])
    #expect(try PerfReading.readings(of: "").isEmpty)
  }

  @Test func understandsHowPerfFails() {
    let syntax = """
      event syntax error: '..avx_ops.all:u'
                                        \\___ parser error
      Run 'perf list' for a list of valid events
      """
    #expect(HardwareCounters.failure(of: syntax, names: "x") == .unknownEvent("x"))
    let permission = """
      Error:
      Access to performance monitoring and observability operations is limited.
      perf_event_paranoid setting is 4:
      """
    #expect(
      HardwareCounters.failure(of: permission, names: "x")
        == .other("perf is not permitted to count (kernel.perf_event_paranoid)"))
    #expect(
      HardwareCounters.failure(of: "Workload failed: No such file\n\n", names: "x")
        == .childFailed(message: "Workload failed: No such file"))
  }

  @Test func unknownMakersHaveNoEvents() async {
    let arm = Processor(instructionSets: ["asimd"])
    #expect(FloatingPointEvent.groups(for: arm).isEmpty)
    let availability = await HardwareCounters.availability(arm)
    #expect(!availability.isAvailable)
    #expect(availability.reason?.contains("no event is known") == true)
  }

  @Test func thisMachineCountsOrSaysWhyNot() async {
    let processor = Processor.ofThisMachine()
    let availability = await HardwareCounters.availability(processor)
    #expect(availability.isAvailable == (availability.reason == nil))
  }
}
