import Convolution

/// Strategies against a file of reference results, in double precision.
package struct GoldenCheck: Sendable {
  /// The reference.
  package let file: GoldenFile
  /// The file's name in results.
  package let name: String

  /// How far a value may lie from the file's, relative to the largest of its tensor: far above
  /// what rounding makes of networks that a file can hold, far below any other mistake.
  package static let tolerance = 1e-12

  /// A check against a file.
  package init(_ file: GoldenFile, name: String) {
    self.file = file
    self.name = name
  }

  /// Runs the network by each strategy with each number of threads, and compares φ(pad(Z)) where
  /// the file has it, outputs and gradients: one result for each strategy and quantity.
  package func run(
    strategies: [any BackwardStrategy] = Strategies.all, threads: [Int] = [1, 2]
  ) throws(OutOfMemory) -> [CheckResult] {
    var results: [CheckResult] = []
    for strategy in strategies {
      for threads in threads {
        results += try compare(strategy, threads: threads).map { layer, comparison in
          CheckResult(
            .file(name), strategy: strategy.name, precision: .double, threads: threads,
            layer: "layers[\(layer)]", comparison)
        }
      }
    }
    return CheckResult.merged(results)
  }

  private func compare(
    _ strategy: any BackwardStrategy, threads: Int
  ) throws(OutOfMemory) -> [(layer: Int, Comparison)] {
    var problems: [LayerProblem] = []
    var input = file.input
    for layer in file.layers {
      let problem = LayerProblem(
        layer.geometry, input: input, weight: layer.weight, bias: layer.bias,
        delta: Array(repeating: 0, count: layer.geometry.outputCount))
      input = try LayerResults(of: problem, by: strategy, threads: threads, passes: .forward).output
      problems.append(problem)
    }

    var comparisons: [(layer: Int, Comparison)] = []
    var delta = file.delta
    for index in file.layers.indices.reversed() {
      let layer = file.layers[index]
      problems[index].delta = delta
      // The slides' `if m > 1`.
      let results = try LayerResults(
        of: problems[index], by: strategy, threads: threads,
        passes: index > 0 ? .all : .parameters)
      delta = results.inputGradient
      for (quantity, expected) in [
        (Quantity.output, layer.output), (.weightGradient, layer.weightGradient),
        (.biasGradient, layer.biasGradient),
      ] {
        comparisons.append(
          (index, Self.comparison(quantity, layer.geometry, results[quantity], expected)))
      }
      guard let phi = layer.phi else { continue }
      comparisons.append(
        (index, Self.comparison(.phi, layer.geometry, try Self.phi(problems[index]), phi)))
    }
    return comparisons
  }

  private static func comparison(
    _ quantity: Quantity, _ geometry: ConvolutionGeometry, _ actual: [Double], _ expected: [Double]
  ) -> Comparison {
    let bound = tolerance * expected.reduce(0) { max($0, abs($1)) }
    return Comparison(
      quantity, geometry, actual: actual, expected: expected, bound: { _ in bound })
  }

  /// φ(pad(Z)) by the kernel that all strategies use.
  private static func phi(_ problem: LayerProblem) throws(OutOfMemory) -> [Double] {
    let geometry = problem.geometry
    let memory = Memory()
    let input = try Buffer<Double>(geometry.inputCount, from: memory, for: .inputs)
    let phi = try Buffer<Double>(geometry.phiCount, from: memory, for: .phi)
    input.vector.fill(with: problem.input)
    let result = phi.matrix(rows: geometry.phiRows, columns: geometry.phiColumns)
    PhiKernel(
      geometry, of: input.matrix(rows: geometry.d, columns: geometry.pixelsPerImage * geometry.l),
      columns: 0..<geometry.phiColumns, into: result
    ).executeUncounted()
    return result.copied()
  }
}
