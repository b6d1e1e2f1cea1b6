import Convolution

/// The forward and backward passes of a network, with a strategy for each layer.
///
/// Buffers end as soon as nothing later reads them: a layer's φ and P_pool with the layer's last
/// backward pass, whose ∂ξ/∂W is then complete; its Δ from above once the Δ of the layer below is
/// there; its input Z after its backward pass, which masks that Δ by I[Z]; its ∂ξ/∂W and ∂ξ/∂b when
/// whoever was handed them is done. ``MemoryTimeline`` gives the bytes by formula.
package final class NetworkPasses<T: Scalar & BinaryFloatingPoint> {
  /// The layers.
  package let network: Network
  /// Where all buffers come from.
  package let memory: Memory

  private let strategies: [any BackwardStrategy]
  private let crews: [Crew]

  /// Passes with a strategy for each convolution layer.
  ///
  /// - Precondition: there are as many strategies.
  package init(_ network: Network, by strategies: LayerStrategies, memory: Memory) {
    self.network = network
    self.memory = memory
    self.strategies = network.strategies(strategies)
    crews = network.layers.map { Crew($0.workload, memory: memory) }
  }

  /// All layers' outputs, from Z of the first one; leaves what the backward pass needs. `moment` is told of each
  /// moment when it is over.
  package func forward(
    _ parameters: NetworkParameters<T>, input: Tensor<T>,
    moment: (NetworkMoment) -> Void = { _ in }
  ) throws(OutOfMemory) -> ForwardTrace<T> {
    let trace = ForwardTrace(images: input)
    var z = input
    for index in network.layers.indices {
      z = try forward(index, parameters, z, trace)
      moment(.forward(layer: index))
    }
    trace.top = z
    return trace
  }

  /// The last layer's output alone; whatever is for a backward pass is given back at once.
  package func outputs(
    _ parameters: NetworkParameters<T>, input: Tensor<T>
  ) throws(OutOfMemory) -> Tensor<T> {
    let trace = ForwardTrace(images: input)
    var z = input
    for index in network.layers.indices {
      trace.kept.removeAll()
      z = try forward(index, parameters, z, trace)
    }
    return z
  }

  private func forward(
    _ index: Int, _ parameters: NetworkParameters<T>, _ input: Tensor<T>, _ trace: ForwardTrace<T>
  ) throws(OutOfMemory) -> Tensor<T> {
    let layer = parameters.layers[index]
    let result =
      network.layers[index].isFullyConnected
      ? try fullyConnected(layer, input.buffer, crews[index])
      : try strategies[index].forward(layer.layer, input: input.buffer, crew: crews[index])
    trace.kept.append(.init(input, result.saved))
    return Tensor(result.output)
  }

  /// o = A vec(Z) + c: `[classes × n] · [n × l] → [classes × l]`.
  private func fullyConnected(
    _ parameters: NetworkParameters<T>.OfLayer, _ input: borrowing Buffer<T>, _ crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let geometry = crew.workload.geometry
    let output = try Buffer<T>(geometry.outputCount, from: memory, for: .activations)
    let nothing = Saved(
      choices: try Buffer<UInt16>(0, from: memory, for: .activations),
      phi: try Buffer<T>(0, from: memory, for: .phi))
    let weight = parameters.layer.weight.matrix(rows: geometry.dOut, columns: geometry.phiRows)
    let bias = parameters.layer.bias.vector
    let z = input.matrix(rows: geometry.d, columns: geometry.l)
    let o = output.matrix(rows: geometry.dOut, columns: geometry.l)
    o.fill { bias[$0 % bias.count, 0] }
    crew.forEachWorker { worker in
      MatrixProduct(
        .plain(weight), .plain(z[columns: worker.images]), into: o[columns: worker.images],
        accumulates: true
      ).executeUncounted()
    }
    return ForwardResult(output: output, saved: nothing)
  }

  /// All layers' gradients, last layer to first, as often as the network's workloads want. `moment` is told of
  /// each moment when it is over; `gradients` is handed each layer's in the last round, and may change the
  /// layer's parameters.
  ///
  /// The ``ForwardTrace/top`` of what the forward pass left holds Δ by now, masked by I[Z'] where the last
  /// layer has a ReLU; it is empty afterwards.
  package func backward(
    _ parameters: NetworkParameters<T>, trace: ForwardTrace<T>,
    moment: (NetworkMoment) -> Void = { _ in },
    gradients: (_ layer: Int, borrowing Gradients<T>) -> Void
  ) throws(OutOfMemory) {
    for round in 1...network.reuse {
      let isLast = round == network.reuse
      guard var delta = trace.top else { return }
      if isLast { trace.top = nil }
      for index in network.layers.indices.reversed() {
        // The Δ from above ends when the one of the layer below takes its place.
        delta = try backward(index, parameters, trace.kept[index], delta) { layer, found in
          if isLast { gradients(layer, found) }
        }
        if isLast { trace.kept.removeLast() }
        moment(.backward(layer: index, round: round))
      }
    }
  }

  private func backward(
    _ index: Int, _ parameters: NetworkParameters<T>, _ kept: ForwardTrace<T>.Kept,
    _ delta: Tensor<T>, _ handOver: (_ layer: Int, borrowing Gradients<T>) -> Void
  ) throws(OutOfMemory) -> Tensor<T> {
    let result = try strategies[index].backward(
      parameters.layers[index].layer, input: kept.input.buffer, delta: delta.buffer,
      saved: kept.saved, crew: crews[index])
    handOver(index, result)
    return Tensor(result.input)
  }
}
