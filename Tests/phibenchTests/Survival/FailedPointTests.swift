import Foundation
import Results
import Sweeps
import TestFixtures
import Testing

extension SurvivalTests {
  /// Points that cannot be measured end no sweep.
  @Suite struct FailedPointTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
    }

    /// A sanitizer maps terabytes for itself, so that no limit of address space can hold under it;
    /// there the largest point needs more than 200 GB. The limit leaves gigabytes to the others: a
    /// process reserves much that it never touches, and the more, the more cores a machine has.
    private static let (tooWide, memoryLimit) =
      Sanitizer.current == nil ? (8_000_000, ["--memory-limit", "4GiB"]) : (300_000_000, [])

    /// What a process has that hangs; a sanitizer makes it and its tests' looks at it slow.
    private static let timeLimit = Sanitizer.current == nil ? 10 : 60

    /// One point exceeds the memory that its process may use, the process of one is killed, and that
    /// of one hangs; all others are measured. The middle ones take half a minute, so that they are
    /// met before they end.
    @Test func threePointsFailAndAllOthersAreMeasured() async throws {
      let csv = folder.path("x.csv")
      let sweep =
        QuickSweep.arguments + [
          "--b", "5,30000,32000,\(Self.tooWide),8", "--samples", "1000", "--rounds", "1",
          "--output", csv,
        ]
      let result = try await Program.run(
        sweep + ["--overcommit", "--time-limit", "\(Self.timeLimit)"] + Self.memoryLimit
      ) { process in
        // Once the counts of a point are there, the child is that of its session.
        var signals = [30_000: SIGKILL, 32_000: SIGSTOP]
        func victim() throws -> Int? {
          guard let row = try QuickSweep.sessions(csv).last, row.round == 0 else { return nil }
          return row.point.workload.geometry.b
        }
        _ = try await Program.wait {
          guard Program.isRunning(process), !signals.isEmpty else { return true }
          guard let b = try victim(), let signal = signals[b] else { return false }
          let children = try Program.children(of: process)
          guard let child = children.first, try victim() == b else { return false }
          kill(child, signal)
          signals[b] = nil
          return false
        }
        #expect(signals.isEmpty)
      }
      #expect(result.status == 2)
      #expect(
        result.error == """
          phibench: 2 measured, 3 failed; for example: the measuring process was ended by signal 9 \
          (Killed); the system does so where memory runs out, or a limit of processor time (ulimit -t)\n
          """)
      let rows = try ResultsFile(path: csv).rows.filter { $0.operation == .step }
      #expect(rows.map(\.point.workload.geometry.b) == [5, 30_000, 32_000, Self.tooWide, 8])
      #expect(rows.map(\.status) == [.ok, .failed, .failed, .failed, .ok])
      #expect(rows.map { $0.time != nil } == [true, false, false, false, true])
      #expect(rows[1].message?.contains("signal 9 (Killed)") ?? false)
      #expect(
        rows[2].message
          == "the measuring process took longer than its limit of \(Self.timeLimit) s")
      let geometry = rows[3].point.workload.geometry
      let inputBytes = 4 * geometry.d * geometry.a * geometry.b
      #expect(rows[3].message == "the system has no \(inputBytes) bytes left for inputs")
      // They are finished: resuming measures none of them again, and says the same.
      let again = try await Program.run(sweep + ["--resume", "--keep-going"])
      #expect(again.status == 0)
      #expect(again.error.contains("2 measured, 3 failed"))
      #expect(try QuickSweep.points(csv).count == 5)
    }

    /// A thread or a library that waits for its own memory would wait for ever.
    @Test func whateverTheLimitAPointIsMeasuredOrFailsAtOnce() async throws {
      let csv = folder.path("x.csv")
      let result = try await Program.run(
        QuickSweep.arguments + [
          "--b", "5,300000000", "--threads", "1,3", "--memory-limit", "1", "--overcommit",
          "--time-limit", "\(Self.timeLimit)", "--output", csv,
        ])
      #expect(result.status == 2)
      let rows = try ResultsFile(path: csv).rows.filter { $0.operation == .step }
      #expect(rows.map(\.status) == [.ok, .ok, .failed, .failed])
      for row in rows[2...] {
        #expect(row.message?.hasPrefix("the system has no ") ?? false, "\(row.message ?? "")")
      }
    }

    /// Somebody builds the program anew in the middle of the night.
    @Test func allPointsAreMeasuredByTheProgramThatBegan() async throws {
      let csv = folder.path("x.csv")
      var measured = 0
      let result = try await Program.run(
        QuickSweep.arguments + ["--d", "1..40+1", "--output", csv], in: folder.url,
        by: #"cp "$1" phibench && shift && exec ./phibench "$@""#
      ) { process in
        // The sweep waits meanwhile, however long the tests get no turn.
        _ = try await Program.wait {
          kill(process, SIGSTOP)
          if try QuickSweep.timed(csv) > 0 { return true }
          kill(process, SIGCONT)
          return false
        }
        try FileManager.default.removeItem(atPath: folder.path("phibench"))
        try folder.file("phibench", "#!/bin/sh\nexit 3\n")
        measured = try QuickSweep.timed(csv)
        kill(process, SIGCONT)
      }
      #expect(measured < 40)
      #expect(result.status == 0, "\(result.error)")
      #expect(try QuickSweep.points(csv).count == 40)
    }

    @Test func theStatusIsZeroOnlyWhereAllIsMeasuredOrThatIsWanted() async throws {
      let layers = try folder.file(
        "layers.yaml",
        Array(
          """
          layers:
            - {name: small, d: 1, a: 6, b: 5, d_out: 2}
            - {name: huge, l: 1, d: 4096, a: 20000, b: 20000, d_out: 2}
          """.utf8))
      let huge = ["sweep", layers] + QuickSweep.arguments.suffix(7)
      let result = try await Program.run(huge)
      #expect(result.status == 2)
      #expect(result.error.hasPrefix("phibench: 1 measured, 1 skipped; for example: needs "))
      #expect(try await Program.run(huge + ["--keep-going"]).status == 0)
      #expect(try await Program.run(QuickSweep.arguments).status == 0)
    }
  }
}
