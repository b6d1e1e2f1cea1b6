import Convolution
import Foundation
import Machine
import Results
import Sweeps
import TestFixtures
import Testing

@Suite struct CompareCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A file of one point, by three strategies in the same sessions, of which the last took so many
  /// seconds, and the others one.
  private func run(
    _ name: String, seconds: Double, h: Int = 3, spread: Double? = 0.01,
    cpu: String = "Processor A"
  ) throws -> String {
    let names = Column.all.map(\.name)
    let rows = [("cached", 1), ("recomputed", 1), ("tiled", seconds)].map { strategy, seconds in
      func ends(_ column: String) -> [String: String] {
        guard let spread else { return [column: "\(seconds)"] }
        return [
          column: "\(seconds)", "\(column)_low": "\(seconds * (1 - spread))",
          "\(column)_high": "\(seconds * (1 + spread))",
        ]
      }
      let cells = [
        "layer": "conv", "strategy": strategy, "operation": "step", "l": "2", "d": "3", "a": "9",
        "b": "8", "d_out": "4", "h": "\(h)", "stride": "1", "padding": "0", "pool": "1",
        "a_conv": "\(10 - h)", "b_conv": "\(9 - h)", "input_gradient": "true",
        "precision": "float", "threads": "1", "cache": "hot", "status": "ok",
        "time_s": "\(seconds)", "sessions": "6", "ratio_to": "cached", "cpu": cpu,
      ].merging(ends("time_relative")) { $1 }.merging(ends("ratio")) { $1 }
      return names.map { cells[$0] ?? "" }
    }
    return try folder.file(
      name, ([names] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  @Test func theExitStatusTellsWhatBecameOfIt() async throws {
    let (old, same, slow) = (
      try run("old.csv", seconds: 1), try run("same.csv", seconds: 1.01),
      try run("slow.csv", seconds: 2)
    )
    let good = try await Program.run(["compare", old, same])
    #expect(good.status == 0, "\(good.error)")
    #expect(good.output.contains("3 same"))
    let bad = try await Program.run(["compare", old, slow])
    #expect(bad.status == 1)
    #expect(bad.output.contains("slower"))
    #expect(bad.error == "phibench: 1 of 3 comparisons got worse\n")
    #expect(try await Program.run(["compare", old, slow, "--threshold", "150%"]).status == 0)
    #expect(try await Program.run(["compare", slow, old]).status == 0)
    let other = try await Program.run(["compare", old, try run("other.csv", seconds: 1, h: 5)])
    #expect(other.status == 2)
    #expect(other.output.contains("Only in"))
    let markdown = try await Program.run(["compare", old, slow, "--markdown"])
    #expect(markdown.status == 1)
    #expect(markdown.output.contains("| strategy | before | now |"))
  }

  @Test func whatIsNotThereAnyMoreIsNoSuccess() async throws {
    let old = try run("old.csv", seconds: 1)
    let more = try run("more.csv", seconds: 1, h: 5)
    let rows = try folder.text("more.csv").split(separator: "\r\n").dropFirst()
    let both = try folder.file(
      "both.csv", try folder.text("old.csv") + rows.map { $0 + "\r\n" }.joined())
    let less = try await Program.run(["compare", both, old])
    #expect(less.status == 2)
    #expect(less.error == "phibench: \(old) lacks 3 measurements of \(both)\n")
    #expect(less.output.contains("Not compared: 3 only before."))
    let grown = try await Program.run(["compare", more, both])
    #expect(grown.status == 0 && grown.output.contains("Not compared: 3 only now."))
    #expect(grown.output.contains("Memory: not in both files."))
  }

  @Test func whatIsUndecidedIsNoSuccess() async throws {
    let (old, new) = (
      try run("old.csv", seconds: 1e-3, spread: nil), try run("new.csv", seconds: 1, spread: nil)
    )
    let slower = try await Program.run(["compare", old, new])
    #expect(slower.status == 2)
    #expect(slower.output.contains("undecided"))
    #expect(slower.error.contains("1 of them slower by more than the threshold"))
    let same = try await Program.run(["compare", old, old])
    #expect(same.status == 2)
    #expect(same.error.contains("no other one is about a time"))
  }

  @Test func whatATerminalWouldObeyDoesNotReachIt() async throws {
    let (old, new) = (
      try run("old.csv", seconds: 1), try run("new.csv", seconds: 1, cpu: "\u{1B}[2J\u{9B}x")
    )
    let warned = try await Program.run(["compare", old, new])
    #expect(warned.status == 0 && warned.output.contains("\u{FFFD}[2J\u{FFFD}x"))
    #expect(!warned.output.unicodeScalars.contains { ["\u{1B}", "\u{9B}"].contains($0) })
    let text = try String(contentsOfFile: old, encoding: .utf8)
    let bad = try folder.file("bad.csv", text.replacing(",ok,", with: ",\u{1B}[31m,").utf8)
    let refused = try await Program.run(["compare", old, bad])
    #expect(refused.status == 65 && refused.error.contains("'\u{FFFD}[31m'"))
    #expect(!refused.error.contains("\u{1B}"))
  }

  @Test func badInputGetsOneSentenceAndAStatus() async throws {
    let good = try run("good.csv", seconds: 1)
    let missing = try await Program.run(["compare", good, "/nowhere.csv"])
    #expect(missing.status == 66)
    #expect(missing.error.contains("/nowhere.csv"))
    let bad = try folder.file("bad.csv", Array("a,b\r\n1,2\r\n".utf8))
    let malformed = try await Program.run(["compare", good, bad])
    #expect(malformed.status == 65)
    #expect(malformed.error.contains("are missing"))
    for part in ["x", "-1", "nan", "%", "1", "5"] {
      #expect(try await Program.run(["compare", good, good, "--threshold=\(part)"]).status == 64)
    }
    #expect(try await Program.run(["compare", good, good, "--json", "--markdown"]).status == 64)
  }
}
