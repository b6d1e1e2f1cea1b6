import Convolution
import Foundation
import Testing

@testable import Correctness

@Suite struct GoldenFileTests {
  private func complaint(_ change: (inout [String: Any]) throws -> Void) throws -> String {
    let data = try Golden.altered("two-layers-pool", change)
    return try #require(#expect(throws: GoldenFileError.self) { try GoldenFile(data) }).description
  }

  @Test func theLayoutIsExchanged() throws {
    let file = try GoldenFile(Golden.data("two-layers-pool"))
    let json = try JSONSerialization.jsonObject(with: Golden.data("two-layers-pool"))
    let root = try #require(json as? [String: Any])
    let theirs = try #require((root["input"] as? [String: Any])?["values"] as? [Double])
    let layer = file.layers[0].geometry
    #expect(layer.a != layer.b)
    // Channel 1, row 3, column 5, image 2: height before width there, width before height here.
    let ours = file.input[1 + layer.d * (5 + layer.b * (3 + layer.a * 2))]
    let same = theirs[1 + layer.d * (3 + layer.a * (5 + layer.b * 2))]
    // Foundation's two JSON readers round the last digit differently.
    #expect(abs(ours - same) <= 1e-15 * abs(same))
  }

  @Test func whatIsMissingIsNamed() throws {
    #expect(try complaint { $0["batch"] = nil } == "batch: missing")
    #expect(try complaint { $0["delta_top"] = nil } == "delta_top: missing")
    #expect(try complaint { $0["layers"] = [] } == "layers: empty, but a network has one at least")
    #expect(try complaint { $0["filter"] = [3] } == "filter: 1 value where 2 are needed")
  }

  @Test func whatIsOfAnotherTypeIsNamed() throws {
    #expect(try complaint { $0["batch"] = "three" }.hasPrefix("batch: "))
    #expect(try complaint { $0["batch"] = 2.5 }.hasPrefix("batch: "))
    #expect(try complaint { $0["layers"] = 7 } == "layers: not an array")
  }

  @Test func whatDoesNotFitIsNamedWithBothSizes() throws {
    #expect(try complaint { $0["height"] = 11 }.contains("input.shape: 2 × 240"))
    #expect(
      try complaint { $0["stride"] = [1, 0] }
        == "layers[1]: stride is 0, but must be from 1 to 2147483647")
    #expect(
      try complaint { file in
        Golden.change("bias", of: 1, in: &file) { $0.removeLast() }
      } == "layers[1].bias: 4 values for shape 5 × 1")
  }

  @Test func aLayerThatNoMachineCanComputeIsRefused() throws {
    #expect(
      try complaint {
        $0["batch"] = 100_000
        $0["height"] = 10_000
        $0["width"] = 10_000
      }.contains("layers[0]: "))
  }

  @Test(arguments: ["", "{", "[]", "null", "{}", "\u{0}", "{\"batch\": 1e999}"])
  func whatIsNoFileSaysSo(_ text: String) {
    #expect(throws: GoldenFileError.self) { try GoldenFile(Data(text.utf8)) }
  }
}
