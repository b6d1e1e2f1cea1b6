import Foundation
import Subprocess
import TestFixtures
import Testing

/// Benchmarks/cluster/sweep.sbatch, with stubs in the places of the program and of Slurm.
@Suite struct ClusterScriptTests {
  private let folder: TemporaryFolder
  private let script = Program.inRepository("Benchmarks/cluster/sweep.sbatch")

  /// Begins a file with a header, writes what POINT says, tells the script that its time is up as soon as that listens (bit 9 of
  /// what it catches), and ends as an interrupted sweep does.
  private static let program = """
    #!/usr/bin/env bash
    for word in "$@"; do
      [ "$previous" = --output ] && output=$word
      previous=$word
    done
    trap 'exit 130' TERM
    [ -s "$output" ] || echo header > "$output"
    printf '%s' "$POINT" >> "$output"
    until (( 0x$(awk '/SigCgt/ { print $2 }' "/proc/$PPID/status") & 0x200 )); do sleep 0.01; done
    kill -USR1 "$PPID"
    while :; do sleep 0.01; done
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.program("phibench", Self.program)
    try folder.program("scontrol", "#!/bin/sh\necho \"$*\" >> \"$CALLS\"\n")
  }

  private func runTask(point: String) async throws -> (status: TerminationStatus, error: String) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let result = try await Subprocess.run(
      .name("bash"), arguments: [script, "definition.yaml", folder.path("results")],
      environment: .inherit.updating([
        "PATH": folder.url.path + ":" + path, "PHIBENCH": folder.path("phibench"),
        "CALLS": folder.path("calls"), "POINT": point, "SLURM_JOB_ID": "7",
        "SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "1",
        "SLURM_ARRAY_TASK_COUNT": "1",
      ]), output: .discarded, error: .string(limit: 1 << 16))
    return (result.terminationStatus, result.standardError)
  }

  /// A task whose time is up queues up again where it got on, and else says so: it would for ever.
  @Test func aTaskThatFinishesNoPointDoesNotQueueUpAgain() async throws {
    let first = try await runTask(point: "")
    #expect(first.status == .exited(1))
    #expect(!(try folder.names.contains("calls")))
    _ = try await runTask(point: "a point\n")
    #expect(try folder.text("calls") == "requeue 7\n")
    let stuck = try await runTask(point: "")
    #expect(stuck.status == .exited(1))
    #expect(stuck.error.contains("no point was finished"))
    #expect(try folder.text("calls") == "requeue 7\n")
    #expect(try folder.text("results/shard-1.csv") == "header\na point\n")
  }
}
