import Foundation
import Results
import TestFixtures
import Testing

/// FLOPs by the instruction, with a program in the place of QEMU: few machines that run tests have it.
struct InstructionOptionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Runs a sweep of one point where `qemu-x86_64` is a script.
  ///
  /// The script says what it does with a child of ours, `$@`; it counts `$count` of each instruction.
  private func sweep(_ script: String, _ more: String...) async throws -> Program.Result {
    try folder.program(
      "qemu-x86_64",
      """
      #!/bin/bash
      # -cpu max -plugin PLUGIN,output=FILE,library=NAME COMMAND…
      table=${4#*,output=} table=${table%,library=*}
      shift 4
      count=0
      case "$*" in
        *--version) "$@" || exit ;;
        *) \(script) ;;
      esac
      {
        echo owner,precision,width,kind,instructions
        for sort in {program,library},{float,double},{scalar,128,256},{fused,added,multiplied,compared}; do
          echo "$sort,$count"
        done
      } > "$table"
      """)
    return try await run(more)
  }

  private func run(_ more: [String]) async throws -> Program.Result {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try await Program.run(
      QuickSweep.arguments.filter { $0 != "--quiet" }
        + ["--count-instructions", "--output", folder.path("x.csv")] + more,
      variables: ["PATH": "\(folder.url.path):\(path)"])
  }

  private func step() throws -> RecordedRow {
    try #require(
      try ResultsFile(path: folder.path("x.csv")).rows.first { $0.operation == .step })
  }

  /// The child does its steps under QEMU, with one thread and a kernel that runs there.
  @Test func aStepHasWhatTwoStepsExecuteBeyondOne() async throws {
    let calls = folder.path("calls")
    let result = try await sweep(
      """
      "$@" || exit
      echo $OPENBLAS_CORETYPE $OPENBLAS_NUM_THREADS >> \(calls)
      if [ $(wc -l < \(calls)) = 1 ]; then count=7; else count=4; fi
      """)
    #expect(result.status == 0, "\(result.error)")
    // 4 FLOPs for a lane of each kind, 20 lanes for an instruction of each width and precision.
    #expect(try step().flopsHardware == 2 * 3 * 4 * 20)
    #expect(try step().flopsHardwareBy == .qemu)
    #expect(try folder.text("calls") == "Haswell 1\nHaswell 1\n")
  }

  @Test func onePassThatFailsLeavesTheCellEmptyAndSaysWhy() async throws {
    let result = try await sweep("exit 3")
    #expect(result.status == 0, "\(result.error)")
    #expect(try step().status == .ok)
    #expect(try step().flopsHardware == nil)
    #expect(try step().flopsHardwareBy == nil)
    #expect(
      result.error.contains(
        "the run under qemu-x86_64 failed: the measuring process ended early, with status 3"))
  }

  @Test(arguments: [
    (
      "echo \"qemu: unknown option 'plugin'\" >&2; exit 1",
      "this qemu-x86_64 was built without plugins"
    ),
    (
      "echo \"$1: Invalid ELF image for this architecture\" >&2; exit 255",
      "this phibench is no program for x86-64"
    ),
  ])
  func anEmulatorThatWillNotDoIsSaidOnce(_ script: String, _ reason: String) async throws {
    try folder.program("qemu-x86_64", "#!/bin/sh\n\(script)\n")
    let result = try await run([])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("FLOPs are not counted by the instruction: \(reason)"))
    #expect(try step().flopsHardware == nil)
  }

  @Test func whatTakesTooLongIsNotEmulatedAndItsTimeIsSaid() async throws {
    let calls = folder.path("calls")
    let result = try await sweep("echo >> \(calls)", "--emulation-limit", "0.5")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.contains("s of emulation, by cached, is more than --emulation-limit 500 ms"))
    #expect(try step().flopsHardware == nil)
    #expect(!FileManager.default.fileExists(atPath: calls))
  }

  @Test(arguments: [
    (["--hardware-counters"], "exclude each other"),
    (["--emulation-limit", "0"], "must be above 0"),
  ])
  func contradictionsAreRefused(_ options: [String], _ reason: String) async throws {
    let result = try await run(options)
    #expect(result.status == 64)
    #expect(result.error.contains(reason))
  }
}
