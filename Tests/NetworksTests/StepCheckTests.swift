import Convolution
import Measurement
import TestFixtures
import Testing

@testable import Networks

@Suite struct StepCheckTests {
  private static let definition = NetworkDefinition(
    input: ImageShape(d: 1, a: 9, b: 7),
    layers: [
      .init(name: "one", [.dOut: 4, .h: 3, .padding: 1, .pool: 2]),
      .init(name: "two", [.dOut: 5, .h: 2]),
    ], classes: 3)

  private func mismatch<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, by strategies: [any BackwardStrategy], precision: Precision, threads: Int = 1
  ) throws -> (layer: String, strategy: String)? {
    let network = try Network(Self.definition, batch: 8, precision: precision, threads: threads)
    let parameters = try NetworkParameters<T>(
      network, seed: 5, keepsVelocity: false, memory: Memory())
    // A bias that is lost would not be missed otherwise.
    parameters.layers[1].layer.bias.vector.fill { _ in 0.25 }
    let check = try StepCheck<T>(
      Self.definition, by: LayerStrategies(all: strategies), workload: network.layers[0].workload)
    var random = SeededGenerator(seed: 6)
    return try check.mismatch(parameters, labels: (0..<check.images).map { $0 % 3 }) { z in
      z.fill { _ in T(random.unit() + 1) / 2 }
    }.map { ($0.layer, $0.strategy) }
  }

  @Test(arguments: Strategies.all.map(\.name), [1, 3])
  func rightStrategiesAreWithinTheirBounds(name: String, threads: Int) throws {
    let strategy = try Strategies.require(name)
    for precision in Precision.allCases {
      let found =
        precision == .float
        ? try mismatch(
          Float.self, by: [strategy, strategy], precision: precision, threads: threads)
        : try mismatch(
          Double.self, by: [strategy, strategy], precision: precision, threads: threads)
      #expect(found == nil)
    }
  }

  @Test(arguments: WrongStrategy.Mistake.allCases.filter { $0 != .tiles })
  func aMistakeIsNamedByStrategyAndLayer(mistake: WrongStrategy.Mistake) throws {
    let found = try mismatch(
      Float.self, by: [Cached(), WrongStrategy(mistake: mistake)], precision: .float)
    #expect(found?.layer == "two" && found?.strategy == "wrong")
  }
}
