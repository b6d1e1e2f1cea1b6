import Convolution
import Measurement
import Testing

@Suite struct LayerInputsTests {
  private func workload(l: Int, d: Int = 1, a: Int = 6, b: Int = 5) throws -> Workload {
    Workload(geometry: try ConvolutionGeometry(l: l, d: d, a: a, b: b, dOut: 3, h: 3, pool: 2))
  }

  private func values(_ workload: Workload, _ source: InputSource) throws -> [[Float]] {
    let inputs = try LayerInputs<Float>(workload, from: source, memory: Memory())
    return [
      inputs.layer.weight.vector.copied(), inputs.layer.bias.vector.copied(),
      inputs.input.vector.copied(), inputs.delta.vector.copied(),
    ]
  }

  @Test func theSeedDeterminesEverything() throws {
    let workload = try workload(l: 2)
    let first = try values(workload, InputSource(seed: 1))
    #expect(try values(workload, InputSource(seed: 1)) == first)
    #expect(try values(workload, InputSource(seed: 2)) != first)
    #expect(first.allSatisfy { $0.allSatisfy { -1 <= $0 && $0 <= 1 } && Set($0).count > 1 })
  }

  @Test func imagesAreZAndLabelsDecideTheGradient() throws {
    let pixels = (0..<90).map { UInt8($0) }
    let images = try LabelledImages(
      images: [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0, 5] + pixels,
      labels: [0, 0, 8, 1, 0, 0, 0, 3, 4, 2, 4])
    let source = InputSource(seed: 1, images: images)
    let workload = try workload(l: 3)
    let all = try values(workload, source)
    #expect(all[2] == pixels.map { Float($0) / 255 })
    // 2 × 1 × 3 outputs an image; images 0 and 2 are of one class, as far as I[Z'] lets them.
    let deltas = [all[3][0..<6], all[3][6..<12], all[3][12..<18]].map(Array.init)
    for (first, third) in zip(deltas[0], deltas[2]) where first != 0 && third != 0 {
      #expect(first == third)
    }
    #expect(deltas[0] != deltas[1])
  }

  @Test func imagesThatDoNotFitAreNotUsed() throws {
    let images = try LabelledImages(
      images: [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, 5] + [UInt8](repeating: 9, count: 30),
      labels: [0, 0, 8, 1, 0, 0, 0, 1, 4])
    let source = InputSource(seed: 1, images: images)
    #expect(source.images(for: try workload(l: 1).geometry) != nil)
    #expect(source.images(for: try workload(l: 2).geometry) == nil)
    #expect(source.images(for: try workload(l: 1, d: 2).geometry) == nil)
    #expect(source.images(for: try workload(l: 1, a: 7).geometry) == nil)
  }
}
