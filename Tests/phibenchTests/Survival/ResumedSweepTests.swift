import Foundation
import Results
import Sweeps
import TestFixtures
import Testing

extension SurvivalTests {
  /// Parts of a sweep, and files that are to be continued.
  @Suite struct ResumedSweepTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
    }

    @Test func shardsTogetherAreTheSweep() async throws {
      let whole = try await Program.run(QuickSweep.arguments + QuickSweep.padded + ["--dry-run"])
      for index in 1...3 {
        let result = try await Program.run(
          QuickSweep.arguments + QuickSweep.padded + [
            "--shard", "\(index)/3", "--output", folder.path("\(index).csv"),
          ])
        #expect(result.status == 0, "\(result.error)")
      }
      let shards = (1...3).map { folder.path("\($0).csv") }
      let gap = try await Program.run([
        "merge", shards[0], shards[2], "--output", folder.path("x.csv"),
      ])
      #expect(gap.status == 65)
      #expect(gap.error.contains("no file has the point '"))
      let merged = try await Program.run(["merge"] + shards + ["--output", folder.path("x.csv")])
      #expect(merged.status == 0, "\(merged.error)")
      #expect(
        try QuickSweep.points(folder.path("x.csv")).map(\.label)
          == whole.output.split(separator: "\n").map(String.init))
      let again = try await Program.run(["merge"] + shards + ["--output", folder.path("x.csv")])
      #expect(again.status == 73)
      let forced = try await Program.run(
        ["merge"] + shards + ["--output", folder.path("x.csv"), "--force"])
      #expect(forced.status == 0)
      let nowhere = try await Program.run([
        "merge", "/nowhere.csv", "--output", folder.path("y.csv"),
      ])
      #expect(nowhere.status == 66)
    }

    @Test(arguments: [
      (["--resume"], 64, "--resume needs --output"),
      (["--resume", "--force", "--output", "x.csv"], 64, "contradict each other"),
      (["--resume=maybe", "--output", "x.csv"], 64, "maybe"),
      (["--shard", "3/2"], 64, "--shard"),
      (["--memory-limit", "lots"], 64, "--memory-limit"),
      (["--memory-limit", "0"], 64, "--memory-limit"),
      (["--time-limit", "0"], 64, "--time-limit must be from 1 to 31536000"),
    ])
    func badOptionsGetASentenceAndAStatus(
      arguments: [String], status: Int32, sentence: String
    ) async throws {
      let result = try await Program.run(["sweep"] + arguments, in: folder.url)
      #expect(result.status == status)
      #expect(result.error.contains(sentence), "\(result.error)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test func whatIsDroppedIsSaid() async throws {
      let csv = folder.path("x.csv")
      let sweep = QuickSweep.arguments.dropLast() + ["--no-table", "--d", "1,2", "--output", csv]
      #expect(try await Program.run(Array(sweep)).status == 0)
      let bytes = try folder.bytes("x.sessions.csv")
      try folder.file("x.sessions.csv", bytes.dropLast(3))
      let resumed = try await Program.run(sweep + ["--resume"])
      #expect(resumed.status == 0)
      let whole = try #require(resumed.error.firstMatch(of: /the last (\d+) bytes were of a torn/))
      let dropped = try #require(Int(whole.1))
      let rows = String(decoding: bytes.suffix(dropped + 3), as: UTF8.self)
      #expect(rows.split(separator: "\r\n").count == QuickSweep.operations.count)
      #expect(resumed.error.contains("already there: 1 of 2 sessions"))
    }

    /// A point that failed stays so, until it is to be measured again.
    @Test func whatFailedIsMeasuredAgainWhereThatIsWanted() async throws {
      let csv = folder.path("x.csv")
      let sweep = QuickSweep.arguments + ["--b", "5,300000000", "--output", csv]
      let limit = ["--memory-limit", "1GiB"]
      #expect(try await Program.run(sweep + limit).status == 2)
      let statuses = try QuickSweep.statuses(csv)
      #expect(statuses == [.ok, .skipped])
      let bytes = try folder.bytes("x.sessions.csv")
      #expect(try await Program.run(sweep + limit + ["--resume"]).status == 2)
      #expect(try folder.bytes("x.sessions.csv") == bytes)
      // Now it is tried, in vain.
      let again = try await Program.run(sweep + limit + ["--overcommit", "--resume=failed"])
      #expect(again.status == 2, "\(again.error)")
      #expect(try QuickSweep.statuses(csv) == [.ok, .failed])
    }

    /// What a full disk has room for is whole, and the rest is measured when there is room again.
    @Test func aFullDiskLosesNoWholeSession() async throws {
      let csv = folder.path("x.csv")
      let sweep = QuickSweep.arguments + QuickSweep.padded + ["--output", csv]
      let full = try await Program.run(
        sweep, by: #"trap '' XFSZ; ulimit -f 20; exec "$@""#)
      #expect(full.status == 74)
      #expect(full.error.contains("x.sessions.csv cannot be written: File too large"))
      let bytes = try folder.bytes("x.sessions.csv")
      #expect(try !ResultsFile(path: folder.path("x.sessions.csv")).isTorn)
      #expect((1..<8).contains(try QuickSweep.timed(csv)))
      #expect(try await Program.run(sweep + ["--resume"]).status == 0)
      #expect(try folder.bytes("x.sessions.csv").starts(with: bytes))
      #expect(try QuickSweep.timed(csv) == 8)
      #expect(try QuickSweep.points(csv).count == 8)
    }

    @Test func anotherSweepsFileIsRefusedAndStays() async throws {
      let csv = folder.path("x.csv")
      let first = try await Program.run(QuickSweep.arguments + ["--d", "1,2", "--output", csv])
      #expect(first.status == 0)
      let bytes = try folder.bytes("x.sessions.csv")
      let other = try await Program.run(
        QuickSweep.arguments + ["--d", "1,3", "--output", csv, "--resume"])
      #expect(other.status == 65)
      #expect(other.error.contains("x.csv belongs to another sweep: it has the point '"))
      #expect(try folder.bytes("x.sessions.csv") == bytes)
    }
  }
}
