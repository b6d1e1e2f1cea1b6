import Convolution
import Foundation
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

extension SurvivalTests {
  /// kill -9 at any moment: each point stands in the file once.
  @Suite struct KillTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
    }

    /// Kills sweeps (kill -9) at random moments between their start and their end, resumes each, and
    /// finds every planned point once, every row whole.
    @Test func sweepsThatAreKilledAHundredTimesHaveEachPointOnce() async throws {
      let listed = try await Program.run(QuickSweep.arguments + QuickSweep.padded + ["--dry-run"])
      let planned = listed.output.split(separator: "\n").map(String.init)
      #expect(planned.count == 8)
      // Other tests at the same time make a run take longer: the shortest is nearest to the truth.
      var duration = Duration.seconds(60)
      for _ in 0..<3 {
        let start = ContinuousClock.now
        _ = try await Program.run(QuickSweep.arguments + QuickSweep.padded)
        duration = min(duration, ContinuousClock.now - start)
      }
      let shortest = duration
      // Two at a time, for two processors.
      try await withThrowingTaskGroup { group in
        for seed: UInt64 in 1...2 {
          let path = folder.path("\(seed).csv")
          group.addTask {
            try await Self.killAndResume(
              50, planned: planned, duration: shortest, seed: seed, path: path)
          }
        }
        try await group.waitForAll()
      }
    }

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
            QuickSweep.arguments + QuickSweep.padded + ["--output", path, "--resume"]
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
          let found = try QuickSweep.points(path)
          try #require(found.map(\.label) == Array(planned.prefix(found.count)))
          let whole = found.prefix { $0.operations.last == .step }
          try #require(whole.count >= max(known, found.count - 1))
          known = whole.count
        }
        let found = try QuickSweep.points(path)
        try #require(found.map(\.label) == planned)
        try #require(found.allSatisfy { $0.operations == QuickSweep.operations })
        try #require(try !ResultsFile(path: path).isTorn)
        for name in [path, path.dropLast(3) + "sweep.json", path.dropLast(3) + "machine.json"] {
          try FileManager.default.removeItem(atPath: String(name))
        }
      }
    }
  }
}
