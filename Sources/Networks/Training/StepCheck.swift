import Convolution
import Correctness

/// Some images of a training step, layer by layer against the definition, with the bounds of `check`.
///
/// Losses of strategies agree up to rounding, which training amplifies, so that they tell little. From
/// one step's parameters, images and Δ a layer's output and gradients are sums whose rounding has a bound.
struct StepCheck<T: Scalar & BinaryFloatingPoint> {
  private let definition: NetworkDefinition
  private let network: Network
  private let strategies: LayerStrategies

  /// A check of a network's mix of strategies, with as many images as threads, and two at least: the
  /// definition takes its time.
  init(
    _ definition: NetworkDefinition, by strategies: LayerStrategies, workload: Workload
  ) throws(NetworkError) {
    let images = min(workload.geometry.l, max(2, workload.threads))
    network = try Network(
      definition, batch: images, precision: workload.precision, threads: workload.threads)
    self.definition = definition
    self.strategies = strategies
  }

  /// How many images it takes.
  var images: Int { network.batch }

  /// The worst element that lies beyond its bound, in the layer nearest to the loss, with the parameters before
  /// the step, the class of each image, and Z, which `fill` writes; `nil` where all are within their bounds.
  func mismatch(
    _ parameters: NetworkParameters<T>, labels: [Int], fill: (Matrix<T>) -> Void
  ) throws(OutOfMemory) -> (layer: String, strategy: String, Comparison)? {
    let layers = network.convolutions
    let pixels = layers[0].workload.geometry.inputCount / images
    var input = try doubles(rows: pixels, columns: images, fill)
    var problems: [LayerProblem] = []
    for (index, layer) in layers.enumerated() {
      let own = parameters.layers[index]
      let geometry = layer.workload.geometry
      let problem = LayerProblem(
        geometry, input: input, weight: own.layer.weight.vector.copied().map { Double($0) },
        bias: own.layer.bias.vector.copied().map { Double($0) },
        delta: Array(repeating: 0, count: geometry.outputCount))
      problems.append(problem)
      input = try results(of: problem, index, .forward).output
    }
    var delta = try delta(of: input, parameters, labels)
    for index in layers.indices.reversed() {
      problems[index].delta = delta
      let reference = LayerReference(problems[index], precision: network.precision)
      let results = try results(of: reference.problem, index, index > 0 ? .all : .parameters)
      let worst = reference.comparisons(results).max { $0.share < $1.share }
      // What has grown beyond all numbers is no mistake of a strategy's: the loss tells.
      if let worst, worst.actual.isFinite, worst.expected.isFinite, !worst.isWithin {
        return (layers[index].name, strategies.names[index], worst)
      }
      delta = results.inputGradient
    }
    return nil
  }

  private func results(
    of problem: LayerProblem, _ index: Int, _ passes: LayerResults.Passes
  ) throws(OutOfMemory) -> LayerResults {
    try LayerResults(
      of: problem, by: strategies.all[index], precision: network.precision,
      threads: network.layers[index].workload.threads, passes: passes)
  }

  /// Aᵀ Δ ⊙ I[Z], with Δ from the loss of o = A Z + c: the fully connected layer.
  private func delta(
    of z: [Double], _ parameters: NetworkParameters<T>, _ labels: [Int]
  ) throws(OutOfMemory) -> [Double] {
    guard let last = parameters.layers.last else { return [] }
    let weight = last.layer.weight.vector.copied().map { Double($0) }
    let bias = last.layer.bias.vector.copied().map { Double($0) }
    let (classes, features) = (definition.classes, z.count / labels.count)
    let outputs = try doubles(rows: classes, columns: labels.count) { (o: Matrix<Double>) in
      o.fill { place in
        let (row, image) = (place % classes, place / classes)
        return (0..<features).reduce(bias[row]) {
          $0 + weight[row + classes * $1] * z[$1 + features * image]
        }
      }
      _ = definition.loss.differentiate(o, labels: labels)
    }
    return z.indices.map { place in
      let (feature, image) = (place % features, place / features)
      guard z[place] > 0 else { return 0 }
      return (0..<classes).reduce(0) {
        $0 + weight[$1 + classes * feature] * outputs[$1 + classes * image]
      }
    }
  }

  /// What somebody writes into a matrix, column after column.
  private func doubles<Element: Scalar & BinaryFloatingPoint>(
    rows: Int, columns: Int, _ fill: (Matrix<Element>) -> Void
  ) throws(OutOfMemory) -> [Double] {
    let buffer = try Buffer<Element>(rows * columns, from: Memory(), for: .inputs)
    fill(buffer.matrix(rows: rows, columns: columns))
    return buffer.vector.copied().map { Double($0) }
  }
}
