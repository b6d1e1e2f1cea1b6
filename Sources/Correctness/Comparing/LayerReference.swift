import Convolution

/// What the definition says of one layer's step, and how far a strategy's results may lie from it.
package struct LayerReference: Sendable {
  /// The layer, its Δ masked by I[Z'] and 0 where rounding leaves an output undecided, so that no
  /// gradient depends on that.
  package let problem: LayerProblem
  /// That of the strategies' tensors.
  package let precision: Precision
  /// How many outputs are undecided.
  package let undecided: Int
  /// Z' and the gradients.
  package let sums: [(quantity: Quantity, sums: SumsOfProducts)]

  /// The reference of a layer whose Δ is not masked yet.
  package init(_ problem: LayerProblem, precision: Precision) {
    let oracle = ConvolutionByDefinition(geometry: problem.geometry)
    let forward = oracle.forward(input: problem.input, weight: problem.weight, bias: problem.bias)
    let undecided = forward.undecided(precision)
    var problem = problem
    problem.delta = forward.masked(problem.delta, leavingOut: undecided)
    let gradients = oracle.backward(
      input: problem.input, weight: problem.weight, delta: problem.delta, chosen: forward.chosen)
    self.problem = problem
    self.precision = precision
    self.undecided = undecided.count { $0 }
    sums = [
      (.output, forward.output), (.weightGradient, gradients.weight),
      (.biasGradient, gradients.bias), (.inputGradient, gradients.input),
    ]
  }

  /// A strategy's results beside the definition's; of a step without an input gradient that is left out.
  package func comparisons(_ results: LayerResults) -> [Comparison] {
    sums.filter { !results[$0.quantity].isEmpty }.map { quantity, sums in
      Comparison(
        quantity, problem.geometry, actual: results[quantity], expected: sums.values,
        bound: { sums.bound($0, precision) })
    }
  }
}
