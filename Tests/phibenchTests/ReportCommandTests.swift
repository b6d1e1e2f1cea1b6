import Foundation
import Results
import Sweeps
import TestFixtures
import Testing

@Suite struct ReportCommandTests {
  private let folder: TemporaryFolder
  private let results: String

  init() throws {
    folder = try TemporaryFolder()
    let cells: [String: String] = [
      "layer": "conv", "strategy": "cached", "operation": "step", "l": "2", "d": "3", "a": "9",
      "b": "8", "d_out": "4", "h": "3", "stride": "1", "padding": "0", "pool": "1",
      "a_conv": "7", "b_conv": "6", "input_gradient": "true", "precision": "float",
      "threads": "1", "cache": "hot", "status": "ok", "time_s": "0.5", "time_low_s": "0.49",
      "time_high_s": "0.51", "samples": "20", "peak_bytes": "1000",
    ]
    let names = Column.all.map(\.name)
    let rows = [("cached", "500"), ("tiled", "0")].map { strategy, saved in
      names.map { $0 == "strategy" ? strategy : $0 == "saved_bytes" ? saved : cells[$0] ?? "" }
    }
    let text = ([names] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    results = try folder.file("runs.csv", text.utf8)
  }

  /// A pipe can be read once only.
  @Test func resultsMayComeThroughAPipe() async throws {
    let sweep = QuickSweep.arguments + QuickSweep.padded + ["--output", folder.path("x.csv")]
    #expect(try await Program.run(sweep).status == 0)
    let piped = try await Program.run(
      [], in: folder.url, by: #"exec "$1" report <(cat x.csv) --json"#)
    #expect(piped.status == 0, "\(piped.error)")
    #expect(piped.output.contains("\"differences\" : ["))
  }

  @Test func anInterruptionLeavesNoDrawings() async throws {
    let temporary = try TemporaryFolder()
    try folder.program("gnuplot", "#!/bin/sh\ntouch drawing\nexec sleep 600\n")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let result = try await Program.run(
      ["report", "runs.csv", "--output", "report.html"], in: folder.url,
      variables: ["PATH": folder.url.path + ":" + path, "TMPDIR": temporary.url.path]
    ) { process in
      let isDrawing = try await Program.wait {
        try temporary.names.contains {
          FileManager.default.fileExists(atPath: temporary.path($0) + "/drawing")
        }
      }
      #expect(isDrawing)
      kill(process, SIGTERM)
    }
    #expect(result.status == 130)
    #expect(result.error == "phibench: interrupted\n")
    #expect(try temporary.names.isEmpty)
    #expect(try folder.names == ["gnuplot", "runs.csv"])
  }

  @Test func aPageFiguresAndFindingsAreWritten() async throws {
    let result = try await Program.run(
      [
        "report", "runs.csv", "--output", "report.html", "--figures", "out/figures", "--findings",
        "findings.md", "--json",
      ], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error == "")
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
    }
    #expect(try text("report.html").hasPrefix("<!DOCTYPE html>"))
    #expect(try text("out/figures/runs-pareto.svg").contains("</svg>"))
    #expect(try text("findings.md").contains("](out/figures/runs-pareto.svg)"))
    #expect(result.output.contains("\"other\" : \"tiled\""))
  }

  @Test(arguments: [
    ["--output", "kept"], ["--findings", "kept"], ["--figures", "kept.figures"],
  ])
  func whatExistsGivesWayOnlyToForce(option: [String]) async throws {
    let isFolder = option[0] == "--figures"
    let kept = isFolder ? "\(option[1])/runs-pareto.png" : option[1]
    if isFolder {
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent(option[1]), withIntermediateDirectories: true)
    }
    let precious = Data("precious".utf8)
    _ = try folder.file(kept, precious)
    let refused = try await Program.run(
      ["report", "runs.csv", "--output", "page.html"].prefix(isFolder ? 4 : 2) + option,
      in: folder.url)
    #expect(refused.status == 73)
    #expect(refused.error.hasSuffix("\(kept) exists already; --force overwrites it\n"))
    func bytes() throws -> Data {
      try Data(contentsOf: folder.url.appendingPathComponent(kept))
    }
    #expect(try bytes() == precious)
    // What would not be written at the end is not begun with, either.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(Set(names) == ["runs.csv", option[1]])

    let forced = try await Program.run(
      ["report", "runs.csv", "--force"] + option, in: folder.url)
    #expect(forced.status == 0, "\(forced.error)")
    #expect(try bytes() != precious)
  }

  @Test func aFolderOfAnyNameIsFoundFromTheFindings() async throws {
    let result = try await Program.run(
      ["report", "runs.csv", "--figures", "my figures (1)", "--findings", "findings.md"],
      in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let findings = folder.url.appendingPathComponent("findings.md")
    #expect(
      try String(contentsOf: findings, encoding: .utf8)
        .contains("](my%20figures%20%281%29/runs-pareto.svg)"))
  }

  @Test func badInputGetsOneSentenceAndAStatus() async throws {
    let bad = try folder.file("bad.csv", Array("a,b\r\n1,2\r\n".utf8))
    let endless = try folder.file(
      "endless.csv",
      try String(contentsOfFile: results, encoding: .utf8).replacing(",0.5,", with: ",1e200,").utf8)
    let cases: [([String], Int32, String)] = [
      ([], 64, "file"),
      (["/nowhere.csv", "--output", "x.html"], 66, "/nowhere.csv"),
      ([bad, "--output", "x.html"], 65, "are missing"),
      (
        [endless, "--output", "x.html"], 65,
        "endless.csv:2: time_s: '1e200' is given, but this must be 0, or a number from 1e-15 to 1e9"
      ),
      ([results, "--output", "/nowhere/x.html"], 73, "/nowhere/x.html cannot be created"),
      ([results, "--output", "/dev/full"], 74, "/dev/full cannot be written"),
      ([results, "--figures", "/dev/null/x"], 73, "cannot be created"),
    ]
    for (arguments, status, sentence) in cases {
      let result = try await Program.run(["report"] + arguments, in: folder.url)
      #expect(result.status == status, "\(arguments): \(result.error)")
      #expect(result.error.contains(sentence), "\(arguments): \(result.error)")
      #expect(result.output == "")
    }
  }
}
