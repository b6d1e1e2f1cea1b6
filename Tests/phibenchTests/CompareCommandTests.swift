import Foundation
import Sweeps
import TestFixtures
import Testing

@Suite struct CompareCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A file of one step that took so many seconds.
  private func run(_ name: String, seconds: Double, h: Int = 3) throws -> String {
    let cells: [String: String] = [
      "layer": "conv", "strategy": "cached", "operation": "step", "l": "2", "d": "3", "a": "9",
      "b": "8", "d_out": "4", "h": "\(h)", "stride": "1", "padding": "0", "pool": "1",
      "a_conv": "\(10 - h)", "b_conv": "\(9 - h)", "input_gradient": "true", "precision": "float",
      "threads": "1", "cache": "hot", "status": "ok", "time_s": "\(seconds)",
      "time_low_s": "\(seconds * 0.99)", "time_high_s": "\(seconds * 1.01)", "samples": "20",
    ]
    let names = Column.all.map(\.name)
    let lines = [names, names.map { cells[$0] ?? "" }]
    return try folder.file(
      name, lines.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  @Test func theExitStatusTellsWhatBecameOfIt() async throws {
    let (old, same, slow) = (
      try run("old.csv", seconds: 1), try run("same.csv", seconds: 1.01),
      try run("slow.csv", seconds: 2)
    )
    let good = try await Program.run(["compare", old, same])
    #expect(good.status == 0, "\(good.error)")
    #expect(good.output.contains("1 same"))
    let bad = try await Program.run(["compare", old, slow])
    #expect(bad.status == 1)
    #expect(bad.output.contains("slower"))
    #expect(bad.error == "phibench: 1 of 1 comparisons got worse\n")
    #expect(try await Program.run(["compare", old, slow, "--threshold", "150%"]).status == 0)
    #expect(try await Program.run(["compare", slow, old]).status == 0)
    let other = try await Program.run(["compare", old, try run("other.csv", seconds: 1, h: 5)])
    #expect(other.status == 2)
    #expect(other.output.contains("Only in"))
    let markdown = try await Program.run(["compare", old, slow, "--markdown"])
    #expect(markdown.status == 1)
    #expect(markdown.output.contains("| strategy | before | now |"))
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
    for part in ["x", "-1", "nan", "%"] {
      #expect(try await Program.run(["compare", good, good, "--threshold=\(part)"]).status == 64)
    }
    #expect(try await Program.run(["compare", good, good, "--json", "--markdown"]).status == 64)
  }
}
