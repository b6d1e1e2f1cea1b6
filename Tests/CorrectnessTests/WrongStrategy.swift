import Convolution

/// A strategy with one mistake, to see that it is found.
struct WrongStrategy: BackwardStrategy {
  enum Mistake: CaseIterable {
    /// One output is a little too large.
    case output
    /// One element of ∂ξ/∂W has lost a term's worth.
    case weightGradient
    /// One element of ∂ξ/∂b.
    case biasGradient
    /// One element of ΔZ is not masked.
    case inputGradient
  }

  let mistake: Mistake
  var name: String { "wrong" }
  var summary: String { "cached, with a mistake" }

  func columnsExpandedAgain(_ workload: Workload) -> Int { 0 }
  func memory(_ workload: Workload) -> MemoryFormula { Cached().memory(workload) }

  func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T> {
    let result = try Cached().forward(layer, input: input, crew: crew)
    if mistake == .output { spoil(result.output.vector) }
    return result
  }

  func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T> {
    let gradients = try Cached().backward(
      layer, input: input, delta: delta, saved: saved, crew: crew)
    switch mistake {
    case .output: break
    case .weightGradient: spoil(gradients.weight.vector)
    case .biasGradient: spoil(gradients.bias.vector)
    case .inputGradient: spoil(gradients.input.vector)
    }
    return gradients
  }

  /// Adds the second element to the first: no more than one addition too many.
  private func spoil<T: Scalar>(_ values: Matrix<T>) {
    var copy = values.copied()
    guard let other = copy.dropFirst().first(where: { $0 != .zero }) else { return }
    copy[0] = copy[0] + other
    values.fill(with: copy)
  }
}
