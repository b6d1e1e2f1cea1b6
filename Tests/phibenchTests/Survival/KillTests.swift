import Convolution
import Foundation
import Measurement
import TestFixtures
import Testing

@testable import Results
@testable import Sweeps

extension SurvivalTests {
  /// kill -9 at any moment: each session stands in its file once, and each point in the CSV.
  @Suite struct KillTests {
    private static let rounds = 3
    private static let sweep =
      QuickSweep.arguments + QuickSweep.padded + [
        "--rounds", "\(rounds)", "--samples", "\(rounds)",
      ]

    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
    }

    /// Kills sweeps (kill -9) at random moments between their start and their end, resumes each, and
    /// finds every session of every planned point once.
    @Test func sweepsThatAreKilledAHundredTimesHaveEachSessionOnce() async throws {
      let listed = try await Program.run(Self.sweep + ["--dry-run"])
      let planned = listed.output.split(separator: "\n").map(String.init)
      #expect(planned.count == 8)
      // Other tests at the same time make a run take longer: the shortest is nearest to the truth.
      var duration = Duration.seconds(60)
      for _ in 0..<3 {
        let start = ContinuousClock.now
        _ = try await Program.run(Self.sweep)
        duration = min(duration, ContinuousClock.now - start)
      }
      let shortest = duration
      // Two at a time, for two processors.
      try await withThrowingTaskGroup { group in
        for seed: UInt64 in 1...2 {
          let files = SweepFiles(csv: folder.path("\(seed).csv"))
          group.addTask {
            try await Self.killAndResume(
              50, planned: planned, duration: shortest, seed: seed, files: files)
          }
        }
        try await group.waitForAll()
      }
    }

    private static func killAndResume(
      _ times: Int, planned: [String], duration: Duration, seed: UInt64, files: SweepFiles
    ) async throws {
      var random = SeededGenerator(seed: seed)
      var kills = 0
      while kills < times {
        var known = Data()
        var isDone = false
        while !isDone {
          let moment = Double.random(in: 0..<1, using: &random)
          let isLast = kills == times
          let result = try await Program.run(
            sweep + ["--output", files.csv, "--resume"]
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
          known = try whole(files, keeping: known)
        }
        try requireEachOnce(planned, files)
        for name in [files.csv, files.sessions, files.sweep, files.machine] {
          try FileManager.default.removeItem(atPath: name)
        }
      }
    }

    /// The whole sessions of a file, none of which stands there twice; what was whole before must be the
    /// same to the byte.
    private static func whole(_ files: SweepFiles, keeping known: Data) throws -> Data {
      guard FileManager.default.fileExists(atPath: files.sessions) else {
        try #require(known.isEmpty)
        return known
      }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: files.sessions))
      try #require(bytes.starts(with: known))
      let end = try read(files).end
      try #require(end >= known.count)
      // Whatever the moment, the CSV is one that a round made.
      let labels = try QuickSweep.points(files.csv).map(\.label)
      try #require(Set(labels).count == labels.count)
      return bytes.prefix(end)
    }

    private static func read(_ files: SweepFiles) throws -> SessionsFile {
      try SessionsFile(path: files.sessions, strategies: ["cached"]) { _, _ in }
    }

    /// Each point has its counts and its rounds once, and the CSV says what they say together.
    private static func requireEachOnce(_ planned: [String], _ files: SweepFiles) throws {
      let file = try read(files)
      let found = file.sessions.map { "\($0.round) \(file.points[$0.place].label)" }
      let wanted = planned.flatMap { label in (0...rounds).map { "\($0) \(label)" } }
      try #require(found.sorted() == wanted.sorted())
      let points = Dictionary(uniqueKeysWithValues: file.points.map { ($0.label, $0) })
      let rows = try planned.flatMap { try file.summary(of: #require(points[$0])) }
      try #require(rows.count == planned.count * QuickSweep.operations.count)
      try #require(rows.allSatisfy { $0.sessions == rounds && $0.timeLow != nil })
      try #require(
        String(contentsOfFile: files.csv, encoding: .utf8)
          == CSVFile.header(Column.all) + CSVFile.text(of: rows, in: Column.all))
    }
  }
}
