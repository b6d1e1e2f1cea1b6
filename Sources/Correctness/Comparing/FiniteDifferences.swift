import Convolution

/// A strategy's gradients against central finite differences of its own forward pass, in double
/// precision.
///
/// The loss is ξ = ⟨Δ, Z'⟩ with Δ masked by I[Z'], and the layer's input is Z = σ(X), so that the
/// step's Δ ⊙ I[Z] is the gradient with respect to X. Where no ReLU and no pooling window decides
/// otherwise between θ − ε and θ + ε, ξ is affine in the one coordinate θ of W, b or X: S is, and
/// the decisions are then a constant matrix. They hold between the two points if they hold at both,
/// because each is an inequality between affine functions. So a difference has no truncation error,
/// however large ε is, and only rounding counts:
///
///     |(ξ(θ + ε) − ξ(θ − ε))/2ε − ∂ξ/∂θ| ≤ (2·Σ|Δ|·e + γ_{n+1}·Σ|Δ||Z'₊ − Z'₋|)/2ε + g
///
/// where e bounds an output's error at either point, n is the number of outputs, and g bounds the
/// gradient's. A larger ε makes the bound smaller and more coordinates cross a kink; those are set
/// aside. ε = 2⁻¹⁷, near the ∛u that suits smooth functions, leaves some eight digits and few
/// crossings; a random problem's numbers are below 1 and multiples of 2⁻⁴⁶, so that θ ± ε is exact.
///
/// Source: slides, *Pooling and differentiability*; Higham, *Accuracy and Stability of Numerical
/// Algorithms*, 2nd ed., §3.1.
package struct FiniteDifferences: Sendable {
  /// The layer; its input is X.
  package let problem: LayerProblem
  /// How each step is worked on.
  package let strategy: any BackwardStrategy
  /// Threads that share the images out.
  package var threads = 1
  /// The most coordinates that are tried of each of W, b and X.
  package var coordinates = 12

  /// ε.
  package static let step = 0x1p-17

  /// Compares the gradients of W, b and X at some coordinates that the seed decides: the worst coordinate of
  /// each, and how many were set aside.
  package func compare(
    seed: UInt64
  ) throws(OutOfMemory) -> [(comparison: Comparison, setAside: Int)] {
    let geometry = problem.geometry
    var base = problem
    base.input = problem.input.map { max(0, $0) }
    let outputs = try forward(problem)
    let delta = zip(problem.delta, outputs.values).map { $1 > 0 ? $0 : 0 }
    base.delta = delta
    let gradients = try LayerResults(of: base, by: strategy, threads: threads)

    let oracle = ConvolutionByDefinition(geometry: geometry)
    let exact = oracle.forward(input: base.input, weight: base.weight, bias: base.bias)
    let backward = oracle.backward(
      input: base.input, weight: base.weight, delta: delta, chosen: exact.chosen)
    // Magnitudes that no point within ε exceeds.
    let widest = oracle.forward(
      input: base.input.map { $0 + Self.step }, weight: base.weight.map { abs($0) + Self.step },
      bias: base.bias.map { abs($0) + Self.step })
    let outputError = delta.indices.reduce(0) {
      $0 + abs(delta[$1]) * widest.output.bound($1, .double)
    }

    var random = SeededGenerator(seed: seed)
    var results: [(comparison: Comparison, setAside: Int)] = []
    for (quantity, parameter, bounds) in [
      (Quantity.weightGradient, \LayerProblem.weight, backward.weight),
      (.biasGradient, \.bias, backward.bias), (.inputGradient, \.input, backward.input),
    ] {
      var found: [(index: Int, difference: Double, allowed: Double)] = []
      var setAside = 0
      let count = problem[keyPath: parameter].count
      for index in Self.some(coordinates, of: count, &random) {
        guard let difference = try difference(parameter, index, delta, outputs) else {
          setAside += 1
          continue
        }
        let rounding =
          2 * outputError + Precision.double.gamma(terms: delta.count + 1) * difference.magnitude
        let allowed = rounding / (2 * Self.step) + bounds.bound(index, .double)
        found.append((index, difference.value, allowed))
      }
      let comparison = Comparison(
        quantity, geometry, indices: found.map(\.index),
        actual: found.map { gradients[quantity][$0.index] }, expected: found.map(\.difference),
        bound: { found[$0].allowed })
      results.append((comparison, setAside))
    }
    return results
  }

  /// (ξ(θ + ε) − ξ(θ − ε))/2ε and Σ|Δ||Z'₊ − Z'₋|; nothing where a decision differs.
  private func difference(
    _ parameter: WritableKeyPath<LayerProblem, [Double]> & Sendable, _ index: Int,
    _ delta: [Double], _ base: Outputs
  ) throws(OutOfMemory) -> (value: Double, magnitude: Double)? {
    var ends: [Outputs] = []
    for offset in [Self.step, -Self.step] {
      var problem = problem
      problem[keyPath: parameter][index] += offset
      let outputs = try forward(problem)
      guard outputs.decides(as: base) else { return nil }
      ends.append(outputs)
    }
    var sum = 0.0
    var magnitude = 0.0
    for index in delta.indices {
      let term = delta[index] * (ends[0].values[index] - ends[1].values[index])
      sum += term
      magnitude += abs(term)
    }
    return (sum / (2 * Self.step), magnitude)
  }

  /// One coordinate of each of some equal parts of all coordinates.
  private static func some(
    _ wanted: Int, of count: Int, _ random: inout SeededGenerator
  ) -> [Int] {
    let parts = min(wanted, count)
    return (0..<parts).map { part in
      Int.random(in: (0..<count).part(part, of: parts), using: &random)
    }
  }

  private func forward(_ problem: LayerProblem) throws(OutOfMemory) -> Outputs {
    var activated = problem
    activated.input = problem.input.map { max(0, $0) }
    let results = try LayerResults(of: activated, by: strategy, threads: threads, passes: .forward)
    return Outputs(
      values: results.output, choices: results.choices,
      inputIsPositive: problem.input.map { $0 > 0 })
  }

  /// Z', and all that ReLU and pooling decided on the way to it.
  private struct Outputs {
    let values: [Double]
    let choices: [UInt16]
    let inputIsPositive: [Bool]

    func decides(as other: Outputs) -> Bool {
      inputIsPositive == other.inputIsPositive
        && zip(values, other.values).allSatisfy { ($0 > 0) == ($1 > 0) }
        // What a window of nothing but zeros chose plays no part.
        && choices.indices.allSatisfy { choices[$0] == other.choices[$0] || values[$0] == 0 }
    }
  }
}
