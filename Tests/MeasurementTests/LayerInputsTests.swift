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

  /// What making Δ takes fits wherever a step does, and is gone afterwards; one image's φ is larger
  /// than a tile, or smaller.
  @Test(arguments: [(1, 60, 52), (3, 9, 7), (6, 5, 4)], [1, 2])
  func makingThemTakesNoMoreThanAStep(size: (l: Int, a: Int, b: Int), threads: Int) throws {
    for pool in [1, 2] {
      let geometry = try ConvolutionGeometry(
        l: size.l, d: 2, a: size.a, b: size.b, dOut: 3, h: 3, padding: 1, pool: pool)
      let workload = Workload(geometry: geometry, inputGradient: false, threads: threads)
      let (memory, scratch) = (Memory(recycles: true), Memory())
      let inputs = try LayerInputs<Float>(
        workload, from: InputSource(seed: 1), memory: memory, scratch: scratch)
      #expect(inputs.input.count == geometry.inputCount)
      #expect(memory.live.total == LayerInputs<Float>.bytes(geometry))
      #expect(memory.spareBytes == 0)
      #expect(scratch.live.total == 0)
      for strategy in Strategies.all {
        #expect(scratch.peak.total <= strategy.memory(workload).peakBytes, "\(strategy.name)")
      }
    }
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
