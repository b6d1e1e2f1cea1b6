import Convolution

/// What is live at each moment of a network's step, buffer by buffer, by formula.
///
/// See ``MemoryTimeline`` for the sums.
package struct NetworkMemoryFormula: Sendable {
  package struct Moment: Sendable {
    package let moment: NetworkMoment
    /// What is live when most is.
    package let during: [LiveBuffer]
    /// What is live when it is over.
    package let after: [LiveBuffer]
  }

  /// The moments in their order.
  package let moments: [Moment]

  /// The formula of a step, with a strategy for each convolution layer.
  package init(_ network: Network, by strategies: LayerStrategies, keepsVelocity: Bool) {
    let layers = zip(network.layers, network.strategies(strategies)).enumerated().map {
      LayerBuffers(index: $0, workload: $1.0.workload, formula: $1.1.memory($1.0.workload))
    }
    let parameters = LiveBuffer(
      layer: nil, content: .parameters, bytes: network.parameterBytes)
    let base =
      [parameters]
      + (keepsVelocity
        ? [LiveBuffer(layer: nil, content: .velocities, bytes: parameters.bytes)] : [])
      + [LiveBuffer(layer: nil, content: .images, bytes: network.imageBytes)]

    var moments: [Moment] = []
    func add(_ moment: NetworkMoment, during: [LiveBuffer], after: [LiveBuffer]) {
      moments.append(
        Moment(
          moment: moment, during: (base + during).filter { $0.bytes > 0 },
          after: (base + after).filter { $0.bytes > 0 }))
    }
    var live: [LiveBuffer] = []
    for layer in layers {
      add(
        .forward(layer: layer.index), during: live + layer.kept + [layer.forwardWorkspace],
        after: live + layer.kept)
      live += layer.kept
    }
    add(.loss, during: live, after: live)
    for round in 1...network.reuse {
      let isLast = round == network.reuse
      var delta: [LiveBuffer] = []
      for layer in layers.reversed() {
        if isLast, layer.index < layers.count - 1 {
          // The layer above read Z' and is done.
          live.removeAll { $0 == layer.output }
        }
        let during = live + delta + layer.gradients
        if isLast { live.removeAll { $0.layer == layer.index } }
        delta = [layer.delta]
        // A layer's input goes with its backward pass; there it is the output of the one below.
        let input = isLast && layer.index > 0 ? layers[layer.index - 1].output : nil
        add(
          .backward(layer: layer.index, round: round), during: during,
          after: live.filter { $0 != input } + delta)
      }
    }
    self.moments = moments
  }

  /// The sums, comparable with what the allocator had.
  package var timeline: MemoryTimeline {
    MemoryTimeline(
      entries: moments.map {
        .init(
          moment: $0.moment, peak: Self.use($0.during), after: Self.use($0.after))
      })
  }

  /// The most bytes that are live at once.
  package var peakBytes: Int { timeline.peakBytes }

  /// The moment that decides the peak, the first of several.
  package var peak: Moment? {
    moments.first { Self.use($0.during).total == peakBytes }
  }

  private static func use(_ buffers: [LiveBuffer]) -> MemoryUse {
    buffers.reduce(into: MemoryUse()) { $0[$1.content.purpose] += $1.bytes }
  }

  /// One layer's buffers.
  private struct LayerBuffers {
    let index: Int
    let workload: Workload
    let formula: MemoryFormula

    private func buffer(_ content: LiveBuffer.Content, _ bytes: Int) -> LiveBuffer {
      LiveBuffer(layer: index, content: content, bytes: bytes)
    }

    var output: LiveBuffer { buffer(.output, formula.outputBytes) }
    var kept: [LiveBuffer] {
      [output, buffer(.choices, formula.choicesBytes), buffer(.phi, formula.phiBytes)]
    }
    var forwardWorkspace: LiveBuffer { buffer(.forwardWorkspace, formula.forwardWorkspaceBytes) }
    var delta: LiveBuffer {
      buffer(
        .delta,
        workload.inputGradient ? workload.geometry.inputCount * workload.precision.bytes : 0)
    }
    /// What the backward pass itself allocates.
    var gradients: [LiveBuffer] {
      [
        delta, buffer(.parameterGradients, formula.gradientBytes - delta.bytes),
        buffer(.backwardWorkspace, formula.backwardWorkspaceBytes),
      ]
    }
  }
}

extension Network {
  /// Bytes of all W and b.
  package var parameterBytes: Int { parameterCount * precision.bytes }

  /// Bytes of a mini-batch of images.
  package var imageBytes: Int { layers[0].workload.geometry.inputCount * precision.bytes }
}
