import Convolution

/// A strategy with one mistake, to see that it is found.
package struct WrongStrategy: BackwardStrategy {
  package enum Mistake: CaseIterable {
    /// One output has lost its bias.
    case output
    /// ∂ξ/∂W has lost the terms of one output.
    case weightGradient
    /// ∂ξ/∂b has lost the term of one output.
    case biasGradient
    /// ΔZ is not masked by I[Z].
    case inputGradient
    /// ∂ξ/∂W has lost the terms of one output, but only where tiles have a width that was asked for.
    case tiles
  }

  let mistake: Mistake

  /// A strategy with a mistake.
  package init(mistake: Mistake) { self.mistake = mistake }

  package var name: String { "wrong" }
  package var summary: String { "cached, with a mistake" }

  package func counts(_ operation: Operation, _ workload: Workload) -> OperationCounts? {
    Cached().counts(operation, workload)
  }
  package func tileColumns(_ workload: Workload) -> Int? { Cached().tileColumns(workload) }
  package func memory(_ workload: Workload) -> MemoryFormula { Cached().memory(workload) }

  package func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let result = try Cached().forward(layer, input: input, crew: crew)
    guard mistake == .output else { return result }
    var outputs = result.output.vector.copied()
    let biases = layer.bias.vector.copied()
    if let index = outputs.firstIndex(where: { $0 > .zero }) {
      outputs[index] = outputs[index] - biases[index % biases.count]
      result.output.vector.fill(with: outputs)
    }
    return result
  }

  package func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    let gradients = try Cached().backward(
      layer, input: input, delta: delta, saved: saved, crew: crew)
    switch mistake {
    case .output: break
    case .tiles where crew.workload.tileColumns == nil: break
    case .weightGradient, .biasGradient, .tiles:
      // A Δ that is 0 at one output adds nothing to any sum there.
      let less = try altered(delta, crew) { values in
        if let index = values.firstIndex(where: { $0 != .zero }) { values[index] = .zero }
      }
      let wrong = try Cached().backward(
        layer, input: input, delta: less, saved: saved, crew: crew)
      if mistake == .biasGradient {
        gradients.bias.vector.fill(with: wrong.bias.vector.copied())
      } else {
        gradients.weight.vector.fill(with: wrong.weight.vector.copied())
      }
    case .inputGradient:
      // Where Z is positive everywhere the mask changes nothing, and ΔZ = V P_φ P_pad knows no Z.
      let positive = try altered(input, crew) { values in
        guard let above = values.first(where: { $0 > .zero }) else { return }
        values = values.map { _ in above }
      }
      let wrong = try Cached().backward(
        layer, input: positive, delta: delta, saved: saved, crew: crew)
      gradients.input.vector.fill(with: wrong.input.vector.copied())
    }
    return gradients
  }

  private func altered<T: Scalar>(
    _ buffer: borrowing Buffer<T>, _ crew: Crew, _ change: (inout [T]) -> Void
  ) throws(OutOfMemory) -> Buffer<T> {
    var values = buffer.vector.copied()
    change(&values)
    let result = try Buffer<T>(values.count, from: crew.memory, for: .inputs)
    result.vector.fill(with: values)
    return result
  }
}
