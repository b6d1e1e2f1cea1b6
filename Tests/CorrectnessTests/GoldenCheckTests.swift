import Convolution
import Foundation
import Testing

@testable import Correctness

@Suite struct GoldenCheckTests {
  @Test func everyFileIsListed() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path)
    #expect(files.sorted() == Golden.names.map { $0 + ".json" })
  }

  /// Outputs, gradients and φ, in double precision to 1e-12 of the largest value.
  @Test(arguments: Golden.names)
  func everyStrategyAgreesWithTheOtherImplementation(_ name: String) throws {
    let file = try GoldenFile(Golden.data(name))
    let results = try GoldenCheck(file, name: name).run(threads: [1, 2, 3])
    #expect(results.count >= 3 * Strategies.all.count)
    for result in results {
      #expect(result.isGood, "\(result)")
      #expect(result.compared > 0)
    }
    #expect(Set(results.map(\.strategy)) == Set(Strategies.all.map(\.name)))
  }

  @Test(arguments: ["output", "dweight", "dbias", "phi"], [0, 1])
  func aValueThatIsOnePercentOffIsFound(_ tensor: String, _ layer: Int) throws {
    let data = try Golden.altered("two-layers-pool") { file in
      Golden.change(tensor, of: layer, in: &file) { values in
        let largest = values.indices.max { abs(values[$0]) < abs(values[$1]) } ?? 0
        values[largest] *= 1.01
      }
    }
    let file = try GoldenFile(data)
    let results = try GoldenCheck(file, name: "x").run(threads: [1])
    let bad = results.filter { !$0.isGood }
    #expect(bad.map(\.strategy) == Strategies.all.map(\.name))
    #expect(bad.allSatisfy { $0.worst.quantity.rawValue == tensor })
    #expect(bad.map(\.layer) == bad.map { _ in "layers[\(layer)]" })
  }

  @Test(arguments: ["weight", "bias", "input", "delta_top"])
  func aWrongGivenValueShowsInTheResults(_ tensor: String) throws {
    let data = try Golden.altered("one-layer-stride2") { file in
      Golden.change(tensor, of: ["input", "delta_top"].contains(tensor) ? nil : 0, in: &file) {
        let largest = $0.indices.max { [values = $0] in abs(values[$0]) < abs(values[$1]) } ?? 0
        $0[largest] *= 1.01
      }
    }
    let results = try GoldenCheck(GoldenFile(data), name: "x").run(threads: [1])
    #expect(results.contains { !$0.isGood })
  }
}
