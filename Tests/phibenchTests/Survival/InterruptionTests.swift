import Foundation
import Results
import Sweeps
import TestFixtures
import Testing

extension SurvivalTests {
  /// Signals, and pipes that nobody reads any more.
  @Suite struct InterruptionTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
    }

    /// A process that a process has started, once there is one.
    private static func child(of process: pid_t) async throws -> pid_t {
      var children: [pid_t] = []
      _ = try await Program.wait {
        children = try Program.children(of: process)
        return !children.isEmpty
      }
      return try #require(children.first)
    }

    /// Points of which the second takes long, so that whatever happens meets it; by this seed it comes second
    /// in the only round, too.
    private static let slow = [
      "sweep", "--d", "1,100000", "--a", "6", "--b", "5", "--batch", "8", "--d-out", "2",
      "--strategy", "recomputed", "--samples", "1000", "--rounds", "1", "--seed", "6",
      "--blas-kernel", "as-found",
    ]

    /// Starts the slow sweep, and waits until its first session is in the file and the second runs.
    private func interruptSlowSweep(
      _ name: String, _ interrupt: (_ parent: pid_t, _ child: pid_t) async throws -> Void
    ) async throws -> Program.Result {
      try await Program.run(Self.slow + ["--output", folder.path(name), "--resume"]) { process in
        let begun = try await Program.wait { try QuickSweep.timed(folder.path(name)) == 1 }
        #expect(begun)
        try await interrupt(process, try await Self.child(of: process))
      }
    }

    @Test func whatHasNothingToLeaveInOrderEndsAtOnce() async throws {
      let result = try await Program.run(["check", "--threads", "1,2,3,4"]) { process in
        let hears = try await Program.wait {
          // The bit of SIGTERM among the signals that the process catches.
          try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            .contains(/SigCgt:\s[0-9a-f]*[4-7c-f][0-9a-f]{3}\n/)
        }
        #expect(hears)
        kill(process, SIGTERM)
      }
      #expect(result.status == 130)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func anInterruptKeepsWhatIsDoneSaysHowToGoOnAndLeavesNoChild(signal: Int32) async throws {
      var child: pid_t = 0
      let result = try await interruptSlowSweep("x.csv") { parent, running in
        child = running
        kill(parent, signal)
        // As `timeout` does, to the process and to its group.
        try await Task.sleep(for: .milliseconds(5))
        kill(parent, signal)
      }
      #expect(result.status == 130)
      #expect(result.error.contains("interrupted after 1 of 2 sessions"))
      #expect(result.error.contains("--output \(folder.path("x.csv")) --resume\n"))
      #expect(try await Program.wait { !Program.isRunning(child) })
      #expect(try QuickSweep.points(folder.path("x.csv")).map(\.operations.last) == [.step])
      #expect(try !ResultsFile(path: folder.path("x.sessions.csv")).isTorn)
    }

    /// What plan measures is of use as a whole only: it drops it, and says which command keeps it.
    @Test func anInterruptedPlanDropsWhatItMeasuredAndLeavesNoChild() async throws {
      let fixture = try NetworkFixture()
      var child: pid_t = 0
      let result = try await Program.run([
        "plan", fixture.network, "--samples", "1000000", "--blas-kernel", "as-found",
        "--output", fixture.folder.path("plan.yaml"),
      ]) { process in
        // The one that samples, as those before it end at once.
        var seen = 0
        let samples = try await Program.wait {
          let first = try Program.children(of: process).first ?? 0
          seen = first == child ? seen + 1 : 0
          child = first
          return child != 0 && seen == 200
        }
        #expect(samples)
        kill(process, SIGINT)
      }
      #expect(result.status == 130)
      #expect(
        result.error == """
          phibench: interrupted; plan keeps no measurements, but sweep does: phibench sweep \
          \(fixture.network) --output x.csv --resume, then plan with --measurements x.csv\n
          """)
      #expect(result.output == "")
      #expect(try await Program.wait { !Program.isRunning(child) })
      #expect(try fixture.folder.names == ["images", "labels", "network.yaml"])
    }

    /// Nobody is left to tell the child, and yet it ends.
    @Test func aChildEndsWithAParentThatIsKilled() async throws {
      var child: pid_t = 0
      let result = try await interruptSlowSweep("x.csv") { parent, running in
        child = running
        kill(parent, SIGKILL)
      }
      #expect(result.status == -SIGKILL)
      #expect(try await Program.wait { !Program.isRunning(child) })
    }

    /// A pipe that nobody reads holds the sweep up at its end; the first interrupt waits for it, the second not.
    @Test func aSecondInterruptStopsAtOnce() async throws {
      try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
      let reader = open(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      // As small as a pipe can be, a few points fill it. Linux's F_SETPIPE_SZ has no name in Swift.
      try #require(fcntl(reader, 1031, 4096) == 4096)
      // Looks that take longer than a point, which a sanitizer makes slow.
      let looks = Sanitizer.current == nil ? 100 : 1000
      let result = try await Program.run(
        QuickSweep.arguments + ["--d", "1..4+1", "--h", "1", "--output", folder.path("pipe")]
      ) { process in
        // Filled to the brim, it does not change any more.
        var (size, unchanged) = (Int32(0), 0)
        let isFull = try await Program.wait {
          var now: Int32 = 0
          _ = ioctl(reader, UInt(FIONREAD), &now)
          unchanged = now == size && now > 0 ? unchanged + 1 : 0
          size = now
          return unchanged == looks
        }
        #expect(isFull)
        kill(process, SIGINT)
        try await Task.sleep(for: .milliseconds(600))
        #expect(Program.isRunning(process))
        kill(process, SIGINT)
      }
      #expect(result.status == 130)
      #expect(result.error == "")
    }

    /// Time during which nobody watches is not the child's: a job that is suspended loses no point.
    @Test func aSweepThatIsStoppedForLongerThanItsLimitGoesOn() async throws {
      let csv = folder.path("x.csv")
      let limit = Sanitizer.current == nil ? 5 : 20
      let result = try await Program.run(
        QuickSweep.arguments + [
          "--b", "300", "--samples", "50", "--time-limit", "\(limit)", "--output", csv,
        ]
      ) { process in
        let child = try await Self.child(of: process)
        for id in [process, -child] { kill(id, SIGSTOP) }
        try await Task.sleep(for: .seconds(limit + 2))
        for id in [-child, process] { kill(id, SIGCONT) }
      }
      #expect(result.status == 0, "\(result.error)")
    }

    @Test func aPipeIsNotSaidToBeContinued() async throws {
      try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
      let reader = open(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      let result = try await Program.run(Self.slow + ["--output", folder.path("pipe")]) { process in
        _ = try await Self.child(of: process)
        kill(process, SIGINT)
      }
      #expect(result.status == 130)
      #expect(result.error.hasPrefix("phibench: interrupted after "))
      #expect(!result.error.contains("--resume"), "\(result.error)")
    }

    @Test func aClosedPipeIsAFailureAndNoCrash() async throws {
      try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
      let reader = open(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
      // More rows than a pipe holds.
      let result = try await Program.run(
        QuickSweep.arguments + ["--d", "1..40+1", "--output", folder.path("pipe")]
      ) { _ in
        _ = try await Program.wait {
          var now: Int32 = 0
          _ = ioctl(reader, UInt(FIONREAD), &now)
          return now > 0
        }
        close(reader)
      }
      #expect(result.status == 74)
      #expect(result.error == "phibench: \(folder.path("pipe")) cannot be written: Broken pipe\n")
    }
  }
}
