import Convolution

/// What a strategy made of a ``LayerProblem``, in arrays of double precision whatever its own was.
package struct LayerResults: Hashable, Sendable {
  /// Z'.
  package let output: [Double]
  /// P_pool's choices; none without pooling.
  package let choices: [UInt16]
  /// ∂ξ/∂W; nothing after a forward pass alone.
  package private(set) var weightGradient: [Double] = []
  /// ∂ξ/∂b; nothing after a forward pass alone.
  package private(set) var biasGradient: [Double] = []
  /// ΔZ ⊙ I[Z]; nothing where it was not wanted.
  package private(set) var inputGradient: [Double] = []

  /// Which passes are run.
  package enum Passes: Sendable {
    /// Z' alone.
    case forward
    /// Z', ∂ξ/∂W and ∂ξ/∂b, as in a network's first layer.
    case parameters
    /// Everything.
    case all
  }

  /// Runs a step of a problem, whose numbers are rounded to the precision, and whose Δ must be masked already.
  /// Threads share the images out; without `tileColumns` the strategy chooses.
  package init(
    of problem: LayerProblem, by strategy: any BackwardStrategy, precision: Precision = .double,
    threads: Int = 1, tileColumns: Int? = nil, passes: Passes = .all
  ) throws(OutOfMemory) {
    let workload = Workload(
      geometry: problem.geometry, inputGradient: passes == .all, precision: precision,
      threads: threads, tileColumns: tileColumns)
    let crew = Crew(workload, memory: Memory())
    switch precision {
    case .float: try self.init(problem, strategy, crew, passes, as: Float.self)
    case .double: try self.init(problem, strategy, crew, passes, as: Double.self)
    }
  }

  private init<T: Scalar & BinaryFloatingPoint>(
    _ problem: LayerProblem, _ strategy: some BackwardStrategy, _ crew: Crew, _ passes: Passes,
    as type: T.Type
  ) throws(OutOfMemory) {
    let geometry = problem.geometry
    let layer = try Layer<T>(geometry, from: crew.memory)
    let input = try Buffer<T>(geometry.inputCount, from: crew.memory, for: .inputs)
    layer.weight.vector.fill { T(problem.weight[$0]) }
    layer.bias.vector.fill { T(problem.bias[$0]) }
    input.vector.fill { T(problem.input[$0]) }
    let result = try strategy.forward(layer, input: input, crew: crew)
    output = Self.array(result.output, count: geometry.outputCount)
    choices = result.saved.choices.vector.copied()
    if passes == .forward { return }

    let delta = try Buffer<T>(geometry.outputCount, from: crew.memory, for: .inputs)
    delta.vector.fill { T(problem.delta[$0]) }
    let gradients = try strategy.backward(
      layer, input: input, delta: delta, saved: result.saved, crew: crew)
    weightGradient = Self.array(gradients.weight, count: geometry.weightCount)
    biasGradient = Self.array(gradients.bias, count: geometry.dOut)
    inputGradient = Self.array(gradients.input, count: gradients.input.count)
  }

  /// The first elements; other workers' shares may follow them.
  private static func array<T: BinaryFloatingPoint & BitwiseCopyable>(
    _ buffer: borrowing Buffer<T>, count: Int
  ) -> [Double] {
    buffer.matrix(rows: count, columns: 1).copied().map { Double($0) }
  }

  /// A quantity's values; `phi` is none of a step's results.
  package subscript(quantity: Quantity) -> [Double] {
    switch quantity {
    case .phi: []
    case .output: output
    case .weightGradient: weightGradient
    case .biasGradient: biasGradient
    case .inputGradient: inputGradient
    }
  }
}
