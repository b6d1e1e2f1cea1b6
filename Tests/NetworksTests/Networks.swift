import Convolution
import Foundation
@testable import Networks

/// Networks that tests share: small, a ≠ b, d ≠ d_out, with strides, padding and pooling remainders.
enum Networks {
  static let small = NetworkDefinition(
    input: ImageShape(d: 2, a: 13, b: 11),
    layers: [
      .init(name: "one", [.dOut: 5, .h: 3, .padding: 1, .pool: 2]),
      .init(name: "two", [.dOut: 7, .h: 2, .stride: 2]),
      .init(name: "three", [.dOut: 4, .h: 1]),
      .init(name: "four", [.dOut: 6, .h: 3, .padding: 1]),
    ], classes: 3)

  /// Every mix of strategies for so many layers.
  static func mixes(_ layers: Int) -> [LayerStrategies] {
    var mixes: [[any BackwardStrategy]] = [[]]
    for _ in 0..<layers { mixes = mixes.flatMap { mix in Strategies.all.map { mix + [$0] } } }
    return mixes.map { LayerStrategies(all: $0) }
  }

  /// A file of the repository.
  static func file(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(path)
  }
}
