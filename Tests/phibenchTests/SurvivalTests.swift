import Convolution
import Foundation
import Measurement
import Sweeps
import Synchronization
import Testing

/// Sweeps that are killed, interrupted, starved and resumed, as a night on a shared machine does.
@Suite(.serialized) struct SurvivalTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private static let quick = [
    "sweep", "--a", "6", "--b", "5", "--batch", "1", "--d-out", "2", "--strategy", "cached",
    "--samples", "1", "--blas-kernel", "as-found", "--quiet",
  ]

  /// The points of a file in order, each with its rows' operations; a torn last row left out.
  private static func points(_ path: String) throws -> [(
    label: String, operations: [Convolution.Operation]
  )] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var points: [(label: String, operations: [Convolution.Operation])] = []
    for row in try ResultsFile(path: path).rows {
      if points.last?.label != row.point.label { points.append((row.point.label, [])) }
      points[points.count - 1].operations.append(row.operation)
    }
    return points
  }

  private static let operations: [Convolution.Operation] = [
    .phi, .gemmS, .biasReLU, .biasGradient, .gemmDW, .gemmV, .col2im, .reluMask, .forward,
    .backward, .step,
  ]

  /// Kills sweeps (kill -9) at random moments between their start and their end, resumes each, and
  /// finds every planned point once, every row whole.
  @Test func sweepsThatAreKilledAHundredTimesHaveEachPointOnce() async throws {
    let listed = try await Program.run(Self.quick + Self.padded + ["--dry-run"])
    let planned = listed.output.split(separator: "\n").map(String.init)
    #expect(planned.count == 8)
    // Other tests at the same time make a run take longer: the shortest is nearest to the truth.
    var duration = Duration.seconds(60)
    for _ in 0..<3 {
      let start = ContinuousClock.now
      _ = try await Program.run(Self.quick + Self.padded)
      duration = min(duration, ContinuousClock.now - start)
    }
    let shortest = duration
    // Two at a time, for two processors.
    try await withThrowingTaskGroup { group in
      for seed: UInt64 in 1...2 {
        let path = path("\(seed).csv")
        group.addTask {
          try await Self.killAndResume(
            50, planned: planned, duration: shortest, seed: seed, path: path)
        }
      }
      try await group.waitForAll()
    }
  }

  /// All are padded, so that φ(pad(Z)) is never Z itself and each has every operation.
  private static let padded = ["--d", "1..4+1", "--h", "1,3", "--padding", "1"]

  private static func killAndResume(
    _ times: Int, planned: [String], duration: Duration, seed: UInt64, path: String
  ) async throws {
    var random = SeededGenerator(seed: seed)
    var kills = 0
    while kills < times {
      var known = 0
      var isDone = false
      while !isDone {
        let moment = Double.random(in: 0..<1, using: &random)
        let isLast = kills == times
        let result = try await Program.run(
          quick + padded + ["--output", path, "--resume"]
        ) { process in
          if isLast { return }
          try await Task.sleep(for: duration * moment)
          kill(process, SIGKILL)
        }
        isDone = result.status == 0
        if !isDone {
          try #require(result.status == -SIGKILL, "\(result.error)")
          kills += 1
        }
        // What is whole stays, in the planned order; only the last point may be torn.
        let found = try Self.points(path)
        try #require(found.map(\.label) == Array(planned.prefix(found.count)))
        let whole = found.prefix { $0.operations.last == .step }
        try #require(whole.count >= max(known, found.count - 1))
        known = whole.count
      }
      let found = try Self.points(path)
      try #require(found.map(\.label) == planned)
      try #require(found.allSatisfy { $0.operations == operations })
      try #require(try !ResultsFile(path: path).isTorn)
      for name in [path, path.dropLast(3) + "sweep.json", path.dropLast(3) + "machine.json"] {
        try FileManager.default.removeItem(atPath: String(name))
      }
    }
  }

  /// The processes that a process has started, once there is one.
  private static func child(of process: pid_t) async throws -> pid_t {
    var children: [pid_t] = []
    _ = try await Program.wait {
      children = try Program.children(of: process)
      return !children.isEmpty
    }
    return try #require(children.first)
  }

  /// Points of which the second takes long, so that whatever happens meets it.
  private static let slow = [
    "sweep", "--d", "1,100000", "--a", "6", "--b", "5", "--batch", "8", "--d-out", "2",
    "--strategy", "recomputed", "--samples", "1000", "--blas-kernel", "as-found",
  ]

  /// Starts the slow sweep, and waits until its first point is in the file and the second runs.
  private func interruptSlowSweep(
    _ name: String, _ interrupt: (_ parent: pid_t, _ child: pid_t) async throws -> Void
  ) async throws -> Program.Result {
    try await Program.run(Self.slow + ["--output", path(name), "--resume"]) { process in
      let begun = try await Program.wait { try Self.points(path(name)).count == 1 }
      #expect(begun)
      try await interrupt(process, try await Self.child(of: process))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func anInterruptKeepsWhatIsDoneSaysHowToGoOnAndLeavesNoChild(signal: Int32) async throws {
    var child: pid_t = 0
    let result = try await interruptSlowSweep("x.csv") { parent, running in
      child = running
      kill(parent, signal)
    }
    #expect(result.status == 130)
    #expect(result.error.contains("interrupted after 1 of 2 points"))
    #expect(result.error.contains("--output \(path("x.csv")) --resume\n"))
    #expect(!Program.isRunning(child))
    #expect(try Self.points(path("x.csv")).map(\.operations.last) == [.step])
    #expect(try !ResultsFile(path: path("x.csv")).isTorn)
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

  /// A pipe that nobody reads holds the sweep up; the first interrupt waits for it, the second not.
  @Test func aSecondInterruptStopsAtOnce() async throws {
    try #require(mkfifo(path("pipe"), 0o600) == 0)
    let reader = open(path("pipe"), O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let result = try await Program.run(
      Self.quick + ["--d", "1..400+1", "--h", "1", "--output", path("pipe")]
    ) { process in
      // Filled to the brim, it does not change any more.
      var (size, unchanged) = (Int32(-1), 0)
      _ = try await Program.wait {
        var now: Int32 = 0
        _ = ioctl(reader, UInt(FIONREAD), &now)
        unchanged = now == size && now > 30_000 ? unchanged + 1 : 0
        size = now
        return unchanged == 100
      }
      kill(process, SIGINT)
      try await Task.sleep(for: .milliseconds(200))
      #expect(Program.isRunning(process))
      kill(process, SIGINT)
    }
    #expect(result.status == 130)
    #expect(result.error == "")
  }

  @Test func aClosedPipeIsAFailureAndNoCrash() async throws {
    try #require(mkfifo(path("pipe"), 0o600) == 0)
    let reader = open(path("pipe"), O_RDONLY | O_NONBLOCK)
    let result = try await Program.run(
      Self.quick + ["--d", "1..400+1", "--output", path("pipe")]
    ) { _ in
      _ = try await Program.wait {
        var now: Int32 = 0
        _ = ioctl(reader, UInt(FIONREAD), &now)
        return now > 0
      }
      close(reader)
    }
    #expect(result.status == 74)
    #expect(result.error == "phibench: \(path("pipe")) cannot be written: Broken pipe\n")
  }

  /// One point exceeds the memory that its process may use, the process of one is killed, and that
  /// of one hangs; all others are measured.
  @Test func threePointsFailAndAllOthersAreMeasured() async throws {
    let csv = path("x.csv")
    let result = try await Program.run(
      Self.quick + [
        "--b", "5,6,7,80000000,8", "--memory-limit", "1GiB", "--overcommit", "--time-limit", "5",
        "--output", csv,
      ]
    ) { process in
      for (place, signal) in [(1, SIGKILL), (2, SIGSTOP)] {
        // A child seen between two looks at the file that show the same point is of the next.
        var child: pid_t?
        _ = try await Program.wait {
          guard try Self.points(csv).count == place else { return false }
          let children = try Program.children(of: process)
          guard let first = children.first, try Self.points(csv).count == place else {
            return false
          }
          child = first
          kill(first, signal)
          return true
        }
        #expect(child != nil)
      }
    }
    #expect(result.status == 2)
    #expect(
      result.error == """
        phibench: 2 measured, 3 failed; for example: the measuring process was ended by signal 9 \
        (Killed); the system does so where memory runs out\n
        """)
    let rows = try ResultsFile(path: csv).rows.filter { $0.operation == .step }
    #expect(rows.map(\.point.workload.geometry.b) == [5, 6, 7, 80_000_000, 8])
    #expect(rows.map(\.status) == [.ok, .failed, .failed, .failed, .ok])
    #expect(rows.map { $0.time != nil } == [true, false, false, false, true])
    #expect(rows[1].message?.contains("signal 9 (Killed)") ?? false)
    #expect(rows[2].message == "the measuring process took longer than its limit of 5 s")
    #expect(rows[3].message?.hasPrefix("the system has no ") ?? false)
    // They are finished: resuming measures none of them again, and says the same.
    let again = try await Program.run(
      Self.quick + ["--b", "5,6,7,80000000,8", "--output", csv, "--resume", "--keep-going"])
    #expect(again.status == 0)
    #expect(again.error.contains("2 measured, 3 failed"))
    #expect(try Self.points(csv).count == 5)
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
    let huge = ["sweep", layers] + Self.quick.suffix(7)
    let result = try await Program.run(huge)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("phibench: 1 measured, 1 skipped; for example: needs "))
    #expect(try await Program.run(huge + ["--keep-going"]).status == 0)
    #expect(try await Program.run(Self.quick).status == 0)
  }

  @Test func shardsTogetherAreTheSweep() async throws {
    let whole = try await Program.run(Self.quick + Self.padded + ["--dry-run"])
    for index in 1...3 {
      let result = try await Program.run(
        Self.quick + Self.padded + ["--shard", "\(index)/3", "--output", path("\(index).csv")])
      #expect(result.status == 0, "\(result.error)")
    }
    let shards = (1...3).map { path("\($0).csv") }
    let gap = try await Program.run(["merge", shards[0], shards[2], "--output", path("x.csv")])
    #expect(gap.status == 65)
    #expect(gap.error.contains("no file has the point '"))
    let merged = try await Program.run(["merge"] + shards + ["--output", path("x.csv")])
    #expect(merged.status == 0, "\(merged.error)")
    #expect(
      try Self.points(path("x.csv")).map(\.label)
        == whole.output.split(separator: "\n").map(String.init))
    let again = try await Program.run(["merge"] + shards + ["--output", path("x.csv")])
    #expect(again.status == 73)
    let forced = try await Program.run(["merge"] + shards + ["--output", path("x.csv"), "--force"])
    #expect(forced.status == 0)
    let nowhere = try await Program.run(["merge", "/nowhere.csv", "--output", path("y.csv")])
    #expect(nowhere.status == 65)
  }

  @Test(arguments: [
    (["--resume"], 64, "--resume needs --output"),
    (["--resume", "--force", "--output", "x.csv"], 64, "contradict each other"),
    (["--resume=maybe", "--output", "x.csv"], 64, "maybe"),
    (["--shard", "3/2"], 64, "--shard"),
    (["--memory-limit", "lots"], 64, "--memory-limit"),
    (["--memory-limit", "0"], 64, "--memory-limit"),
    (["--time-limit", "0"], 64, "--time-limit must be at least 1"),
  ])
  func badOptionsGetASentenceAndAStatus(
    arguments: [String], status: Int32, sentence: String
  ) async throws {
    let result = try await Program.run(["sweep"] + arguments, in: folder.url)
    #expect(result.status == status)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test func anotherSweepsFileIsRefusedAndStays() async throws {
    let csv = path("x.csv")
    let first = try await Program.run(Self.quick + ["--d", "1,2", "--output", csv])
    #expect(first.status == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: csv))
    let other = try await Program.run(Self.quick + ["--d", "1,3", "--output", csv, "--resume"])
    #expect(other.status == 65)
    #expect(other.error.contains("x.csv belongs to another sweep: it has the point '"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: csv)) == bytes)
  }
}
