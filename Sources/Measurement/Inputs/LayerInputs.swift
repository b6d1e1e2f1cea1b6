import Convolution

/// What a step is given: a layer's parameters, Z and the Δ from above.
package struct LayerInputs<T: Scalar & BinaryFloatingPoint>: ~Copyable {
  /// W and b.
  package let layer: Layer<T>
  /// Z.
  package let input: Buffer<T>
  /// Δ, masked by I[Z'] as the layer above would have done.
  package let delta: Buffer<T>

  /// Bytes of all of it.
  package static func bytes(_ geometry: ConvolutionGeometry) -> Int {
    MemoryLayout<T>.stride
      * (geometry.weightCount + geometry.dOut + geometry.inputCount + geometry.outputCount)
  }

  /// Builds inputs that the workload, the source and the seed determine.
  ///
  /// W is uniform in ± √(3/K), which keeps the spread of S that of Z. Z holds images, 0 … 1, where
  /// the source has some that fit (d = 1 and equal sizes), else uniform numbers in [−1, 1). Δ is
  /// uniform in [−1, 1), for images the same for all of one class, and 0 where Z' is.
  ///
  /// What is needed meanwhile comes from `scratch`, and all of it is given back.
  package init(
    _ workload: Workload, from source: InputSource, memory: Memory, scratch: Memory = Memory()
  ) throws(OutOfMemory) {
    let geometry = workload.geometry
    let layer = try Layer<T>(geometry, from: memory)
    let input = try Buffer<T>(geometry.inputCount, from: memory, for: .inputs)
    let delta = try Buffer<T>(geometry.outputCount, from: memory, for: .inputs)

    var random = SeededGenerator(seed: source.seed)
    let spread = (3 / Double(geometry.phiRows)).squareRoot()
    layer.weight.vector.fill { _ in T(random.unit() * spread) }
    layer.bias.vector.fill { _ in T(random.unit() * spread) }
    let images = source.images(for: geometry)
    if let images {
      input.vector.fill { T(images.pixels[$0]) / 255 }
    } else {
      input.vector.fill { _ in T(random.unit()) }
    }

    let outputs = geometry.dOut * geometry.outputsPerImage
    let deltaSeed = random.next()
    var deltas = random
    delta.vector.fill { index in
      if let images, index % outputs == 0 {
        deltas = SeededGenerator(seed: deltaSeed &+ UInt64(images.labels[index / outputs]))
      }
      return T(deltas.unit())
    }
    let crew = Crew(workload, memory: scratch)
    let result = try Strategies.leanest(workload).forward(layer, input: input, crew: crew)
    ReLUMaskKernel(input: result.output.vector, delta: delta.vector).executeUncounted()

    self.layer = layer
    self.input = input
    self.delta = delta
  }
}
