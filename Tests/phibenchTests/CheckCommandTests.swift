import Foundation
import TestFixtures
import Testing

@Suite struct CheckCommandTests {
  private let folder: TemporaryFolder
  private static let golden = URL(
    fileURLWithPath: Program.inRepository("Tests/CorrectnessTests/Golden"))

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func allStrategiesAreRight() async throws {
    let result = try await Program.run(["check", "--threads", "2"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("comparisons are within their bounds"))
    for word in ["definition", "finite differences", "slides' maximum", "set aside", "dinput"] {
      #expect(result.output.contains(word))
    }
  }

  @Test func anotherImplementationsFilesAgreeUntilOneIsAltered() async throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.golden.path).sorted()
    #expect(names.count == 8)
    for name in names {
      let path = Self.golden.appendingPathComponent(name).path
      let good = try await Program.run(["check", "--against", path])
      #expect(good.status == 0, "\(name): \(good.error)")

      let json = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(fileURLWithPath: path)))
      var file = try #require(json as? [String: Any])
      var layers = try #require(file["layers"] as? [[String: Any]])
      var tensor = try #require(layers[0]["dweight"] as? [String: Any])
      var values = try #require(tensor["values"] as? [Double])
      let largest = try #require(values.indices.max { abs(values[$0]) < abs(values[$1]) })
      values[largest] *= 1.01
      tensor["values"] = values
      layers[0]["dweight"] = tensor
      file["layers"] = layers
      let altered = try folder.file(name, JSONSerialization.data(withJSONObject: file))
      let bad = try await Program.run(["check", "--against", altered])
      #expect(bad.status == 1)
      #expect(bad.output.contains("Mismatch: layers[0], cached against \(altered)"))
    }
  }

  @Test func jsonHoldsTheSameRows() async throws {
    let path = Self.golden.appendingPathComponent("one-layer-1x1.json").path
    let result = try await Program.run(["check", "--against", path, "--json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let rows = try #require(object["results"] as? [[String: Any]])
    #expect(!rows.isEmpty && rows.allSatisfy { $0["good"] as? Bool == true })
  }

  @Test(arguments: [
    (["--against", "/nowhere.json"], 66, "/nowhere.json does not exist"),
    (["--strategy", "magic"], 64, "there is no strategy 'magic'"),
    (["--strategy", ","], 64, "the list of strategies is empty"),
    (["--threads", "0"], 64, "threads is 0, but must be from 1"),
  ])
  func badInputGetsOneSentenceAndAStatus(
    arguments: [String], status: Int32, sentence: String
  ) async throws {
    let result = try await Program.run(["check"] + arguments)
    #expect(result.status == status)
    #expect(result.error.contains(sentence), "\(result.error)")
  }

  @Test func aFileThatIsNoReferenceSaysWhy() async throws {
    let path = try folder.file("x.json", Array("{\"batch\": 1}".utf8))
    let result = try await Program.run(["check", "--against", path])
    #expect(result.status == 65)
    #expect(result.error.contains("x.json: height: missing"), "\(result.error)")
  }
}
