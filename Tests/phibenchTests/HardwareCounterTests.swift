import Foundation
import Machine
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

/// FLOPs by hardware, with a program in the place of `perf`: most machines that run tests have no
/// counters.
@Suite(.enabled(if: !FloatingPointEvent.groups(for: .ofThisMachine()).isEmpty))
struct HardwareCounterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Runs a sweep of one point where `perf` is a script.
  ///
  /// The script says what it does with a child of ours, `$@`; it counts `$value` of each event.
  private func sweep(
    _ script: String, _ more: String..., during body: (pid_t) async throws -> Void = { _ in }
  ) async throws -> Program.Result {
    let perf = try folder.file(
      "perf",
      """
      #!/bin/sh
      # stat -x, -o FILE -e EVENTS -- COMMAND…
      counts=$4 events=$6
      shift 7
      case "$*" in
        true) value=0 ;;
        *) \(script) ;;
      esac
      for event in $(echo "$events" | tr , ' '); do echo "$value,,$event,1,100.00,,"; done > "$counts"
      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: perf)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try await Program.run(
      QuickSweep.arguments + ["--hardware-counters", "--output", folder.path("x.csv")] + more,
      variables: ["PATH": "\(folder.url.path):\(path)"], during: body)
  }

  private func step() throws -> RecordedRow {
    try #require(
      try ResultsFile(path: folder.path("x.csv")).rows.first { $0.operation == .step })
  }

  /// The child does its steps under perf, and replies; two steps less one are a step.
  @Test func aStepHasWhatPerfCountedOfIt() async throws {
    // The child of two steps comes first, once for each group of events, then that of a single one.
    let groups = FloatingPointEvent.groups(for: .ofThisMachine())
    let calls = folder.path("calls")
    let result = try await sweep(
      """
      "$@" || exit
      echo >> \(calls)
      if [ $(wc -l < \(calls)) -le \(groups.count) ]; then value=7; else value=4; fi
      """)
    #expect(result.status == 0, "\(result.error)")
    let flops = groups.joined().reduce(0) { $0 + $1.flopsPerCount }
    #expect(try step().flopsHardware == 3 * flops)
    #expect(try folder.bytes("calls").count == 2 * groups.count)
  }

  /// A child ends by its standard input, which perf leaves it; here `tee` stands for both.
  @Test func whatRunsUnderPerfEndsWithAParentThatIsKilled() async throws {
    var child: pid_t = 0
    let result = try await sweep(
      "echo $$ > \(folder.path("id")); exec tee \(folder.path("task"))"
    ) {
      process in
      let begun = try await Program.wait { (try? folder.text("task").hasSuffix("\n")) ?? false }
      #expect(begun)
      child = try #require(pid_t(try folder.text("id").dropLast()))
      #expect(Program.isRunning(child))
      kill(process, SIGKILL)
    }
    #expect(result.status == -SIGKILL)
    #expect(try await Program.wait { !Program.isRunning(child) })
    let task = try folder.text("task")
    #expect(task.contains("\"steps\""))
  }

  @Test func oneThatHangsUnderPerfIsEndedAndThePointStays() async throws {
    let result = try await sweep(
      "echo $$ > \(folder.path("id")); exec sleep 600", "--time-limit", "10")
    #expect(result.status == 0, "\(result.error)")
    #expect(try step().status == .ok)
    #expect(try step().flopsHardware == nil)
    let child = try #require(pid_t(try folder.text("id").dropLast()))
    #expect(!Program.isRunning(child))
  }
}
