import Convolution
import Foundation
import Results
import Sweeps
import TestFixtures
import Testing

@Suite struct SweepCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func cells(_ csv: String) -> [[String: String]] {
    let lines = csv.split(separator: "\r\n").map { $0.components(separatedBy: ",") }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func fifteenPointsByTwoStrategies() async throws {
    let path = folder.url.appendingPathComponent("x.csv").path
    let result = try await Program.run([
      "sweep", "--h", "1,3,5", "--d", "3..48*2", "--d-out", "16", "--a", "12", "--b", "10",
      "--batch", "4", "--padding", "same", "--strategy", "cached,recomputed",
      "--samples", "6", "--output", path,
    ])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("recomputed ÷ cached"))
    let rows = cells(try String(contentsOfFile: path, encoding: .utf8))
    let steps = rows.filter { $0["operation"] == "step" }
    #expect(Set(steps.map { "\($0["h"] ?? "") \($0["d"] ?? "")" }).count == 15)
    #expect(steps.count == 30)
    for row in rows {
      #expect(row["status"] == "ok")
      #expect(row["flops"] == row["flops_formula"])
      #expect(row["elements"] == row["elements_formula"])
      #expect(row["flops"] != "")
      #expect((Double(row["time_s"] ?? "") ?? 0) > 0)
      #expect(row["sessions"] == "6" && row["time_low_s"] != "" && row["time_relative_low"] != "")
    }
    for row in steps {
      #expect(row["peak_bytes"] == row["peak_bytes_formula"])
      #expect(row["rss_peak_bytes"] != "")
    }
  }

  /// Peak memory by the allocator and by the kernel, in fresh processes, above 64 MiB.
  @Test(arguments: ["float", "double"])
  func theKernelSeesTheMemoryThatTheAllocatorGives(precision: String) async throws {
    let result = try await Program.run([
      "sweep", "--h", "3", "--d", "32", "--d-out", "64", "--a", "57", "--b", "56", "--batch", "20",
      "--threads", "1,2", "--precision", precision, "--samples", "1",
    ])
    #expect(result.status == 0, "\(result.error)")
    let steps = cells(result.output).filter { $0["operation"] == "step" }
    #expect(steps.count == 2 * Strategies.all.count)
    let peaks = steps.map { (Double($0["peak_bytes"] ?? "") ?? 0) }
    #expect(peaks.contains { $0 > 64 * 1_048_576 })
    for (step, peak) in zip(steps, peaks) {
      let resident = try #require(Double(step["rss_peak_bytes"] ?? ""))
      #expect(Sanitizer.residentBytes(peak: peak, besides: 4 * 0x1p20).contains(resident))
    }
  }

  /// The layers of a model, one of which occurs three times.
  @Test func aModelIsSummedUp() async throws {
    let model = try folder.file(
      "model.yaml",
      """
      base: {l: 1, a: 12, b: 10, d_out: 8}
      layers: [{name: first, d: 3}, {name: often, count: 3, d: 16}]
      """)
    let path = folder.url.appendingPathComponent("model.csv").path
    let sweep = ["sweep", model, "--samples", "6", "--output", path]
    let result = try await Program.run(sweep)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("All 4 convolutions together, in 2 layers. At least half of"))
    #expect(result.output.contains("largest workspace"))
    let rows = cells(try String(contentsOfFile: path, encoding: .utf8))
    #expect(
      Set(rows.map { "\($0["layer"] ?? "") \($0["count"] ?? "")" }) == ["first 1", "often 3"])
    // What was measured before is in the table, too.
    let resumed = try await Program.run(sweep + ["--resume"])
    #expect(resumed.status == 0 && resumed.output == result.output)
  }

  @Test func aDryRunListsThePointsAndMeasuresNothing() async throws {
    let result = try await Program.run(["sweep", "--h", "1,3", "--l", "2"])
    #expect(result.status == 64)
    let listed = try await Program.run(["sweep", "--h", "1,3", "--batch", "2", "--dry-run"])
    #expect(listed.status == 0)
    #expect(listed.output.split(separator: "\n").count == 2)
    #expect(listed.output.contains("l=2 d=32 a=28 b=32 d_out=64 h=3 stride=1 padding=1"))
  }

  @Test func theColumnsAreListedWithWhatTheySay() async throws {
    let listed = try await Program.run(["sweep", "--columns"])
    #expect(listed.status == 0, "\(listed.error)")
    for column in Column.all {
      #expect(listed.output.contains("\n\(column.name) ") || listed.output.hasPrefix(column.name))
      #expect(column.meaning != "")
    }
    let words = listed.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("flops_hardware step rows: the same by the processor's counters"))
  }

  @Test func theHelpSaysWhatEachStrategyDoes() async throws {
    let help = try await Program.run(["sweep", "--help"])
    let words = help.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for strategy in Strategies.all {
      #expect(words.contains("\(strategy.name): \(strategy.summary)"))
    }
  }

  @Test func realImagesFeedTheLayersThatTheyFit() async throws {
    let images = try folder.file(
      "images", [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0, 5] + (0..<120).map { UInt8($0) })
    let labels = try folder.file("labels", [0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4])
    func sweep(_ more: String...) async throws -> Program.Result {
      try await Program.run(
        ["sweep", "--a", "6", "--b", "5", "--samples", "1", "--images", images, "--labels", labels]
          + more)
    }
    let result = try await sweep("--d", "1,2", "--batch", "4")
    #expect(result.status == 0, "\(result.error)")
    let inputs = cells(result.output).map { "\($0["d"] ?? "") \($0["input"] ?? "")" }
    #expect(Set(inputs) == ["1 images", "2 random"])

    let none = try await sweep("--d", "2", "--batch", "4")
    #expect(none.status == 64)
    #expect(none.error.contains("no point takes the images"))
    let many = try await sweep("--d", "1", "--batch", "5")
    #expect(many.status == 64)
    #expect(many.error.contains("has 4 images, fewer than a mini-batch of 5"))
    let lying = try await Program.run(["sweep", "--images", labels, "--labels", labels])
    #expect(lying.status == 65)
  }

  @Test func whatDoesNotFitIntoMemoryIsSkippedWithAReason() async throws {
    let result = try await Program.run([
      "sweep", "--h", "3", "--d", "64", "--a", "20000", "--b", "20000", "--batch", "2",
      "--padding", "0", "--strategy", "cached,recomputed",
    ])
    let steps = cells(result.output)
    #expect(steps.map { $0["status"] } == ["skipped", "skipped"])
    #expect(steps.allSatisfy { $0["message"]?.hasPrefix("\"needs ") ?? false })
    // No time, no count: the cells behind the reason are empty.
    #expect(result.output.split(separator: " are free\",,,,,,,,,,").count == 3)
  }

  @Test func anOutputIsNotOverwrittenUnlessForced() async throws {
    let path = try folder.file("x.csv", Array("precious".utf8))
    let point = ["sweep", "--d", "1", "--a", "5", "--b", "4", "--samples", "1", "--output", path]
    let refused = try await Program.run(point)
    #expect(refused.status == 73)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    #expect(try await Program.run(point + ["--force"]).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("layer,"))
  }

  /// Standard output may be a file that had something before, behind a shell's >>. It has room for
  /// five bytes more; the thread sanitizer itself needs a file of a part of the 8 MiB.
  @Test func whatIsBeforeTheRowsStaysWhereTheDiskIsFull() async throws {
    let precious = Data(String(repeating: "precious\n", count: (8 << 20) / 9).utf8)
    let path = try folder.file("x.csv", precious)
    let result = try await Program.run(
      ["sweep", "--d", "1", "--a", "5", "--b", "4", "--samples", "1"], in: folder.url,
      by: #"trap '' XFSZ; ulimit -f 8192; exec "$@" >> x.csv"#)
    #expect(result.status == 74)
    #expect(result.error.contains("File too large"), "\(result.error)")
    let left = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(left.prefix(precious.count) == precious)
  }

  @Test(arguments: [
    (["--h", "0"], 64, "h is 0"),
    (["--h", "-3"], 64, "h is -3"),
    (["--d", "x"], 64, "--d: 'x' is not a whole number"),
    (["--d", "99999999999999999999"], 64, "is not a whole number"),
    (["--a", "99999999", "--b", "99999999"], 64, "too large"),
    (["--a", "3", "--h", "9", "--padding", "0"], 64, "the filter (h = 9) is larger"),
    (["--strategy", "magic"], 64, "there is no strategy 'magic'"),
    (["--precision", "half"], 64, "'half' is none of float, double"),
    (["--threads", "0"], 64, "threads is 0"),
    (["--strategy", ","], 64, "the list of strategies is empty"),
    (["--strategy", ""], 64, "the value of --strategy is empty"),
    (["--precision", ","], 64, "--precision: the list is empty"),
    (["--samples", "0"], 64, "--samples must be from 1 to 1000000"),
    (
      ["--samples", "9223372036854775807", "--dry-run", "--shard", "1/1"], 64,
      "--samples must be from 1 to 1000000"
    ),
    (["--rounds", "0"], 64, "--rounds must be from 1 to 1000"),
    (["--time-limit", "0"], 64, "--time-limit must be from 1 to 31536000"),
    (["--time-limit", "9223372036854775807"], 64, "--time-limit must be from 1 to 31536000"),
    (["--time-budget", "-1"], 64, "time-budget"),
    (["--filter", "["], 64, "no regular expression"),
    (["--filter", "nothing"], 64, "no point matches"),
    (["--images", "x"], 64, "belong together"),
    (["--images", "/nowhere", "--labels", "/nowhere"], 66, "/nowhere does not exist"),
    (["/nowhere.yaml"], 66, "/nowhere.yaml does not exist"),
    (["--output", "/nowhere/x.csv"], 73, "/nowhere/x.csv cannot be created"),
    (["--d", "1", "--samples", "1", "--output", "/dev/full"], 74, "No space left on device"),
  ])
  func badInputGetsOneSentenceAndAStatus(
    arguments: [String], status: Int32, sentence: String
  ) async throws {
    let result = try await Program.run(["sweep"] + arguments)
    #expect(result.status == status)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.output == "")
  }

  @Test func aBadFileIsNamedWithLineAndKey() async throws {
    let path = try folder.file("bad.yaml", Array("base:\n  h: 3\n  size: 4\n".utf8))
    let result = try await Program.run(["sweep", path])
    #expect(result.status == 65)
    #expect(result.error.contains("bad.yaml:3: base.size: unknown key"))
    let binary = try folder.file("binary.yaml", [0xFF, 0xFE, 0x00])
    #expect(try await Program.run(["sweep", binary]).status == 65)
  }

  /// Every definition that we ship is valid.
  @Test func theShippedDefinitionsAreValid() async throws {
    let benchmarks = URL(fileURLWithPath: Program.inRepository("Benchmarks"))
    let files = try FileManager.default.contentsOfDirectory(atPath: benchmarks.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 3)
    for file in files {
      let path = benchmarks.appendingPathComponent(file).path
      let result = try await Program.run(["sweep", path, "--dry-run"])
      #expect(result.status == 0, "\(file): \(result.error)")
    }
  }
}
