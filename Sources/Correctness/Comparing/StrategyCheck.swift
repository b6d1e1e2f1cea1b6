import Convolution

/// All strategies against the definition, against each other, and against finite differences.
package struct StrategyCheck: Sendable {
  /// What is checked; the first is the one that the others are compared with.
  package var strategies: [any BackwardStrategy]
  /// Which layers are tried.
  package var layers: [CheckedLayer]
  /// Which numbers of threads are tried.
  package var threads: [Int]
  /// Which widths of tiles are tried against the definition, in columns of φ; `nil` lets strategies
  /// choose. A few columns make tiles that begin and end inside an image and inside an output row.
  package var tileColumns: [Int?]
  /// Decides the numbers of every layer.
  package var seed: UInt64

  /// A check of everything, unless told otherwise.
  package init(
    strategies: [any BackwardStrategy] = Strategies.all, layers: [CheckedLayer] = CheckedLayer.all,
    threads: [Int] = [1, 2], tileColumns: [Int?] = [nil, 1, 5, 7], seed: UInt64 = 1
  ) {
    self.strategies = strategies
    self.layers = layers
    self.threads = threads
    self.tileColumns = tileColumns
    self.seed = seed
  }

  /// Multiply-adds of the forward products that a gradient's coordinates may take.
  private static let mostTerms = 1_000_000

  /// Runs all comparisons: one result for each reference, strategy, precision and quantity.
  package func run() throws(OutOfMemory) -> [CheckResult] {
    var results: [CheckResult] = []
    for precision in Precision.allCases {
      for layer in layers { results += try compare(layer, precision) }
      results += try compareWithSlides(precision)
    }
    for layer in layers { results += try compareDifferences(layer) }
    return CheckResult.merged(results)
  }

  /// Against the definition, and against each other.
  private func compare(
    _ layer: CheckedLayer, _ precision: Precision
  ) throws(OutOfMemory) -> [CheckResult] {
    let geometry = layer.geometry
    let definition = LayerReference(
      LayerProblem(geometry, seed: seed, precision: precision), precision: precision)

    var results: [CheckResult] = []
    for (threads, tileColumns) in threads.flatMap({ count in tileColumns.map { (count, $0) } }) {
      let workload = Workload(
        geometry: geometry, precision: precision, threads: threads, tileColumns: tileColumns)
      var first: (name: String, shapes: ProductShapes, results: LayerResults)?
      for strategy in strategies {
        // What has no tiles is the same at any width; the first is what others are compared with.
        if first != nil, tileColumns != nil, strategy.tileColumns(workload) == nil { continue }
        let own = try LayerResults(
          of: definition.problem, by: strategy, precision: precision, threads: threads,
          tileColumns: tileColumns)
        let shapes = try ProductShapes(workload, by: strategy)
        func add(
          _ reference: CheckResult.Reference, _ comparison: Comparison, setAside: Int = 0
        ) {
          results.append(
            CheckResult(
              reference, strategy: strategy.name, precision: precision, threads: threads,
              tileColumns: tileColumns, layer: layer.name, comparison, setAside: setAside))
        }
        let comparisons = definition.comparisons(own)
        for ((quantity, sums), comparison) in zip(definition.sums, comparisons) {
          add(
            .definition, comparison, setAside: quantity == .output ? definition.undecided : 0)
          guard let first else { continue }
          let areAlike = shapes == first.shapes
          add(
            .strategy(first.name),
            Comparison(
              quantity, geometry, actual: own[quantity], expected: first.results[quantity],
              bound: { areAlike ? 0 : 2 * sums.bound($0, precision) }))
        }
        if first == nil { first = (strategy.name, shapes, own) }
      }
    }
    return results
  }

  /// Against the slides' example: ∇ max(A11, A12; A21, A22) = (1, 0, 0, 0) where A11 is the largest.
  private func compareWithSlides(_ precision: Precision) throws(OutOfMemory) -> [CheckResult] {
    guard let example = LayerProblem.slidesMaximum else { return [] }
    var results: [CheckResult] = []
    for threads in threads {
      for strategy in strategies {
        let own = try LayerResults(
          of: example, by: strategy, precision: precision, threads: threads)
        for (quantity, expected) in [
          (Quantity.output, [4.0]), (.inputGradient, [1.0, 0, 0, 0]),
        ] {
          results.append(
            CheckResult(
              .slides, strategy: strategy.name, precision: precision, threads: threads,
              layer: "2 × 2 maximum",
              Comparison(
                quantity, example.geometry, actual: own[quantity], expected: expected,
                bound: { _ in 0 })))
        }
      }
    }
    return results
  }

  /// Against finite differences, in double precision. Each difference takes two forward passes, so
  /// that the largest layer has one coordinate tried of each gradient, the others twelve.
  private func compareDifferences(_ layer: CheckedLayer) throws(OutOfMemory) -> [CheckResult] {
    let problem = LayerProblem(layer.geometry, seed: seed &+ 1)
    let coordinates = min(
      12, max(1, Self.mostTerms / (layer.geometry.dOut * layer.geometry.phiCount)))
    var results: [CheckResult] = []
    for threads in threads {
      for strategy in strategies {
        let differences = FiniteDifferences(
          problem: problem, strategy: strategy, threads: threads, coordinates: coordinates)
        results += try differences.compare(seed: seed).map { comparison, setAside in
          CheckResult(
            .finiteDifferences, strategy: strategy.name, precision: .double, threads: threads,
            layer: layer.name, comparison, setAside: setAside)
        }
      }
    }
    return results
  }
}
