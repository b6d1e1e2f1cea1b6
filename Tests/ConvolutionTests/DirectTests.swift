import Testing

@testable import Convolution

/// `direct` against the definition of a layer, through all forms that it takes: strides and their
/// phases, paddings beyond the filter, few channels, lanes that are missing, tiles of every size,
/// taps in several pieces, images in several blocks, pooled images in several bands. Values are small
/// whole numbers, so that sums are exact in any order and equality is equality.
@Suite struct DirectTests {
  private struct Case: CustomTestStringConvertible {
    let layer: ConvolutionGeometry
    let threads: Int

    var testDescription: String { "\(layer) × \(threads)" }
  }

  private static func layer(
    _ l: Int, _ d: Int, _ a: Int, _ b: Int, _ dOut: Int, h: Int, stride: Int = 1, padding: Int = 0,
    pool: Int = 1
  ) -> ConvolutionGeometry? {
    try? Layers.geometry(l, d, a, b, dOut, h: h, stride: stride, padding: padding, pool: pool)
  }

  private static let forms: [ConvolutionGeometry] = [
    // Phases of the input gradient: as many taps, fewer and none.
    layer(2, 9, 8, 11, 17, h: 3, stride: 2, padding: 1),
    layer(3, 8, 13, 9, 5, h: 5, stride: 3, padding: 4),
    layer(2, 11, 10, 13, 18, h: 2, stride: 4, padding: 1),
    layer(2, 12, 9, 7, 33, h: 1, stride: 2),
    layer(2, 8, 4, 3, 3, h: 1, stride: 2, padding: 3),
    // A padding beyond the filter: pixels that no tap meets.
    layer(2, 8, 4, 3, 3, h: 3, padding: 4),
    layer(2, 2, 5, 4, 7, h: 3, padding: 5),
    // Few channels, whole filter rows at a time.
    layer(3, 1, 11, 9, 32, h: 5, padding: 2),
    layer(2, 3, 15, 12, 35, h: 7, stride: 2, padding: 3),
    layer(2, 7, 6, 9, 4, h: 3, padding: 2),
    // Pooled images that are cut into bands, with rows of Δ that two bands want.
    layer(1, 2, 90, 95, 64, h: 5, padding: 2, pool: 3),
    layer(2, 3, 121, 100, 70, h: 3, stride: 1, padding: 0, pool: 2),
    layer(1, 8, 181, 170, 60, h: 4, stride: 2, padding: 1, pool: 2),
    // Taps of more than one piece, along rows and along a row.
    layer(1, 600, 4, 5, 33, h: 3, padding: 1),
    layer(1, 1700, 3, 4, 20, h: 1),
    layer(1, 20, 4, 3, 1700, h: 1),
    // Results that go past the caches: all of a tap, several, and pixels that no tap meets.
    layer(2, 32, 183, 180, 32, h: 1),
    layer(2, 16, 260, 255, 16, h: 3, padding: 1),
    layer(1, 32, 260, 256, 16, h: 1, stride: 2),
    // Several blocks of rows.
    layer(1, 40, 70, 61, 20, h: 3, padding: 1),
  ].compactMap(\.self)

  /// Channels around every number that fills a vector or a group, and pixels around every tile.
  private static let edges: [ConvolutionGeometry] = (1...14).flatMap(edges)

  private static func edges(_ n: Int) -> [ConvolutionGeometry] {
    [
      layer(1, 7 + n, 3, 2 + n, n, h: 3, padding: 1),
      layer(2, 23 + n, 1, n, 14 + n, h: 1),
      layer(1, 8, n, 4, 30 + n, h: 2, padding: 1),
    ].compactMap(\.self)
  }

  private static let cases: [Case] = (Layers.all + forms + edges).flatMap { layer in
    let threads = layer.l > 1 ? [1, 2, 3] : [1]
    return threads.map { Case(layer: layer, threads: $0) }
  }

  private func number(_ index: Int, _ salt: Int) -> Int {
    ((index &+ salt) &* 7919 % 1013) % 7 - 3
  }

  private func results<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, _ test: Case, by strategy: some BackwardStrategy
  ) throws -> [[T]] {
    let layer = test.layer
    let memory = Memory(recycles: true)
    let parameters = try Layer<T>(layer, from: memory)
    let input = try Buffer<T>(layer.inputCount, from: memory, for: .inputs)
    let delta = try Buffer<T>(layer.outputCount, from: memory, for: .inputs)
    let vectors = [
      parameters.weight.vector, parameters.bias.vector, input.vector, delta.vector,
    ]
    for (salt, vector) in vectors.enumerated() { vector.fill { T(number($0, salt)) } }
    let crew = Crew(Workload(geometry: layer, threads: test.threads), memory: memory)
    var results: [[T]] = []
    // Twice, the second time in blocks that hold what shows where it is not written.
    for _ in 0..<2 {
      let forward = try strategy.forward(parameters, input: input, crew: crew)
      let gradients = try strategy.backward(
        parameters, input: input, delta: delta, saved: forward.saved, crew: crew)
      results = [
        forward.output.vector.copied(),
        Array(gradients.weight.vector.copied().prefix(layer.weightCount)),
        Array(gradients.bias.vector.copied().prefix(layer.dOut)),
        gradients.input.vector.copied(),
      ]
      for vector in [
        forward.output.vector, gradients.weight.vector, gradients.bias.vector,
        gradients.input.vector,
      ] { vector.fill { _ in .nan } }
    }
    return results
  }

  @Test(arguments: cases)
  private func resultsAreThoseByExpansion(_ test: Case) throws {
    #expect(
      try results(Float.self, test, by: Direct()) == results(Float.self, test, by: Recomputed()))
    #expect(
      try results(Double.self, test, by: Direct()) == results(Double.self, test, by: Recomputed()))
  }
}
