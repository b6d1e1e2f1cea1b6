import Convolution
import Foundation
import Measurement
import TestFixtures
import Testing

@testable import phibench

@Suite struct VerifyCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A sweep of two small points, measured as a user would.
  private func sweep() async throws -> String {
    let path = folder.url.appendingPathComponent("x.csv").path
    let result = try await Program.run([
      "sweep", "--h", "1,3", "--d", "3", "--d-out", "5", "--a", "7", "--b", "9", "--batch", "2",
      "--samples", "6", "--rates", "--output", path,
    ])
    #expect(result.status == 0, "\(result.error)")
    return path
  }

  /// What the program carries is the repository's file, and every one of the slides' parameters and the
  /// pooling window take several values in it, d and d_out by whole vectors.
  @Test func theProgramCarriesItsDefinition() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = try Data(contentsOf: root.appendingPathComponent("Benchmarks/verify.yaml"))
    #expect(Array(file) == PackageResources.verify_yaml)
    let geometries = try Verify.definition().points().filter(\.layer.isEmpty)
      .map(\.workload.geometry)
    for values in [
      geometries.map(\.h), geometries.map(\.d), geometries.map(\.dOut), geometries.map(\.a),
      geometries.map(\.b), geometries.map(\.l),
    ] {
      #expect(Set(values).count >= 5)
    }
    #expect(Set(geometries.map(\.pool)).count >= 3)
    #expect(geometries.allSatisfy { $0.d % 8 == 0 && $0.dOut % 16 == 0 })
  }

  @Test func countsOfARealSweepEqualTheirFormulas() async throws {
    let path = try await sweep()
    let result = try await Program.run(["verify", path])
    // Two values of h are no sweep: there is no evidence for an exponent of time.
    #expect(result.status == 2, "\(result.error)")
    #expect(result.error.contains("the evidence does not suffice"))
    #expect(result.output.contains("rows equal their formulas"))
    #expect(result.output.contains("h takes two values only"))
    let strict = try await Program.run(["verify", path, "--strict"])
    #expect(strict.status == 1)

    let json = try await Program.run(["verify", path, "--json"])
    #expect(json.status == 2)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["verdict"] as? String == "INCONCLUSIVE")
    let counts = try #require(object["counts"] as? [String: Any])
    #expect(counts["verdict"] as? String == "PASS")
    #expect((object["machine"] as? [String: Any])?["rates"] != nil)

    let markdown = try await Program.run(["verify", path, "--markdown"])
    #expect(markdown.output.hasPrefix("## Do the slides' formulas hold?\n"))
    #expect(markdown.output.contains("| counts and bytes equal their formulas | PASS |"))
  }

  /// Facts that a file of another machine left there say nothing of this one's caches.
  @Test func factsOfAnotherMachineArePassedOver() async throws {
    let path = try await sweep()
    let facts = folder.path("x.machine.json")
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(try folder.bytes("x.machine.json")))
        as? [String: Any])
    var processor = try #require(object["processor"] as? [String: Any])
    processor["name"] = "another processor"
    object["processor"] = processor
    try folder.file("x.machine.json", JSONSerialization.data(withJSONObject: object))
    let result = try await Program.run(["verify", path, "--json"])
    #expect(result.error.hasPrefix("phibench: \(facts) is about another machine than "))
    #expect(!result.output.contains("another processor"))
  }

  @Test func oneMoreFLOPInARealSweepIsNamed() async throws {
    let path = try await sweep()
    var lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\r\n")
    let column = try #require(lines[0].components(separatedBy: ",").firstIndex(of: "flops"))
    var cells = lines[4].components(separatedBy: ",")
    cells[column] = "\((Int(cells[column]) ?? 0) + 1)"
    lines[4] = cells.joined(separator: ",")
    try Data(lines.joined(separator: "\r\n").utf8).write(to: URL(fileURLWithPath: path))
    // What its sessions do not say is refused; without them the file is taken at its word.
    let refused = try await Program.run(["verify", path])
    #expect(refused.status == 65 && refused.error.contains("x.csv:5: "))
    try FileManager.default.removeItem(
      at: folder.url.appendingPathComponent("x.sessions.csv"))
    let result = try await Program.run(["verify", path])
    #expect(result.status == 1)
    #expect(result.output.contains("x.csv:5: flops of "))
    #expect(result.error.contains("not every statement holds"))
  }

  @Test(arguments: [
    (["/nowhere.csv"], 66, "/nowhere.csv"),
    (["x.csv", "--json", "--markdown"], 64, "exclude each other"),
    (["x.csv", "--output", "y.csv"], 64, "there is a file already"),
  ])
  func badInputGetsOneSentenceAndAStatus(
    arguments: [String], status: Int32, sentence: String
  ) async throws {
    let result = try await Program.run(["verify"] + arguments, in: folder.url)
    #expect(result.status == status)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.output == "")
  }

  @Test func whatIsNoCSVAndNoMachineIsRefused() async throws {
    let noCSV = try folder.file("none.csv", Array("a,b\n1,2\n".utf8))
    let result = try await Program.run(["verify", noCSV])
    #expect(result.status == 65)
    #expect(result.error.contains("are missing"))
    let path = try await sweep()
    _ = try folder.file("x.machine.json", Array("{}".utf8))
    let machine = try await Program.run(["verify", path])
    #expect(machine.status == 65)
    #expect(machine.error.contains("does not hold a machine's facts"))
  }
}
