import TestFixtures
import Testing

@testable import Convolution
@testable import Correctness

@Suite struct StrategyCheckTests {
  /// What a step computes and every reference has.
  private static let results: [Quantity] = [
    .output, .weightGradient, .biasGradient, .inputGradient,
  ]

  /// Random layers with unequal sizes; the seeds are fixed, so that a failure can be repeated.
  private static func randomLayers(_ count: Int, seed: UInt64) -> [CheckedLayer] {
    var random = SeededGenerator(seed: seed)
    var layers: [CheckedLayer] = []
    while layers.count < count {
      func size(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
      let a = size(1...9)
      let geometry = try? ConvolutionGeometry(
        l: size(1...4), d: size(1...5), a: a, b: a + size(1...4), dOut: size(1...6), h: size(1...5),
        stride: size(1...3), padding: size(0...3), pool: size(1...3))
      guard let geometry, geometry.d != geometry.dOut else { continue }
      layers.append(CheckedLayer(name: "random \(layers.count)", geometry: geometry))
    }
    return layers
  }

  @Test(arguments: [1, 2, 3, 4])
  func everyStrategyAgreesWithTheDefinitionOnRandomLayers(_ seed: UInt64) throws {
    let check = StrategyCheck(
      layers: Self.randomLayers(6, seed: seed), threads: [1, 3], seed: seed)
    let results = try check.run()
    #expect(Set(results.map(\.strategy)) == Set(Strategies.all.map(\.name)))
    for result in results { #expect(result.isGood, "\(result)") }
  }

  @Test func everyStrategyAgreesWithTheDefinitionOnEveryKindOfLayer() throws {
    let results = try StrategyCheck().run()
    #expect(CheckedLayer.all.count == CheckedLayer.sizes.count)
    for result in results { #expect(result.isGood, "\(result)") }
    // Every reference was used, for every strategy, in both precisions where it has both.
    let names = ["definition", "cached", "slides' maximum", "finite differences"]
    for strategy in Strategies.all.map(\.name) {
      let of = results.filter { $0.strategy == strategy }
      #expect(
        Set(of.map(\.reference.name))
          == Set(names.filter { $0 != "cached" || strategy != "cached" }))
      #expect(Set(of.map(\.precision)) == [.float, .double])
      #expect(Set(of.map(\.worst.quantity)) == Set(Self.results))
    }
  }

  @Test(arguments: WrongStrategy.Mistake.allCases)
  func aMistakeIsFound(_ mistake: WrongStrategy.Mistake) throws {
    let check = StrategyCheck(
      strategies: [Cached(), WrongStrategy(mistake: mistake)],
      layers: CheckedLayer.all.filter { $0.name == "pooled" }, threads: [1])
    let results = try check.run().filter { $0.strategy == "wrong" }
    let quantity: Quantity =
      switch mistake {
      case .output: .output
      case .weightGradient, .tiles: .weightGradient
      case .biasGradient: .biasGradient
      case .inputGradient: .inputGradient
      }
    for precision in Precision.allCases {
      for reference in ["definition", "cached"] {
        let result = try #require(
          results.first {
            $0.precision == precision && $0.reference.name == reference
              && $0.worst.quantity == quantity
          })
        #expect(!result.isGood, "\(reference) \(precision)")
      }
    }
  }

  /// What goes wrong where one tile ends and the next begins is found with tiles of a few columns.
  @Test func aMistakeOfTilesIsFoundByTheirWidth() throws {
    let layers = CheckedLayer.all.filter { $0.name == "padded" }
    func found(_ tileColumns: [Int?]) throws -> [CheckResult] {
      try StrategyCheck(
        strategies: [Cached(), WrongStrategy(mistake: .tiles)], layers: layers, threads: [2],
        tileColumns: tileColumns
      ).run().filter { $0.outcome == .mismatch }
    }
    #expect(try found([nil]).isEmpty)
    let bad = try found([nil, 5])
    #expect(bad.count == 4 && bad.allSatisfy { $0.tileColumns == 5 && $0.strategy == "wrong" })
    #expect(bad.first?.description.contains("(float, 2 threads, tiles of 5 columns)") ?? false)
  }

  /// The layers and widths meet what they are there for, by each strategy that has tiles.
  @Test func tilesEndInsideImagesAndProductsAreCutInEveryDirection() throws {
    let check = StrategyCheck()
    let widths = check.tileColumns.compactMap(\.self)
    #expect(check.tileColumns.contains(nil) && widths == [1, 5, 7])
    for pools in [false, true] {
      let inside = CheckedLayer.all.map(\.geometry).filter { geometry in
        geometry.hasPooling == pools && geometry.l > 1 && geometry.columnsPerImage > 2 * 7
          && widths.dropFirst().allSatisfy { geometry.columnsPerImage % $0 != 0 }
      }
      #expect(inside.count >= 2)
    }
    let layer = try #require(CheckedLayer.all.first { $0.name == "products in blocks" })
    // A smaller cache would have smaller tiles.
    let workload = Workload(geometry: layer.geometry)
    let wide = workload.with(tileColumns: workload.tileColumns(forL2Bytes: 1 << 20))
    for strategy in Strategies.all where strategy.tileColumns(workload) != nil {
      let shapes = try ProductShapes(wide, by: strategy).counts.keys
      let cut = shapes.compactMap { shape in
        let (m, n, k) = (Int(shape.m), Int(shape.n), Int(shape.k))
        return ProductBlocks(m: m, n: n, k: k, isPlain: false).map {
          (rows: $0.rows < m, columns: $0.columns < n, terms: $0.terms < k)
        }
      }
      #expect(cut.count == 3, "\(strategy.name)")
      #expect(cut.contains { $0.rows } && cut.contains { $0.columns } && cut.contains { $0.terms })
    }
  }

  /// All coordinates may be set aside: then nothing was shown, and that is no success.
  @Test func nothingComparedIsNoSuccess() throws {
    let geometry = try ConvolutionGeometry(l: 1, d: 1, a: 2, b: 3, dOut: 2, h: 1)
    func result(_ values: [Double]) -> CheckResult {
      let comparison = Comparison(
        .biasGradient, geometry, indices: Array(values.indices), actual: values,
        expected: values, bound: { _ in 0 })
      return CheckResult(
        .finiteDifferences, strategy: "cached", precision: .double, threads: 1, layer: "small",
        comparison, setAside: 2)
    }
    let empty = result([])
    #expect(empty.outcome == .nothingCompared && !empty.isGood)
    #expect(empty.description.hasSuffix("nothing of dbias could be compared, 2 set aside"))
    let merged = CheckResult.merged([empty, result([1]), empty])
    #expect(merged.map(\.outcome) == [.good] && merged.map(\.setAside) == [6])
  }

  /// A wrong gradient is found by finite differences alone, where its coordinate is tried.
  @Test(arguments: [
    (WrongStrategy.Mistake.weightGradient, Quantity.weightGradient),
    (.biasGradient, .biasGradient), (.inputGradient, .inputGradient),
  ])
  func finiteDifferencesFindAWrongGradient(
    mistake: WrongStrategy.Mistake, quantity: Quantity
  ) throws {
    let geometry = try ConvolutionGeometry(l: 1, d: 1, a: 2, b: 3, dOut: 2, h: 1)
    var found = false
    for seed in 1...8 as ClosedRange<UInt64> where !found {
      let differences = FiniteDifferences(
        problem: LayerProblem(geometry, seed: seed), strategy: WrongStrategy(mistake: mistake),
        coordinates: 100)
      found = try differences.compare(seed: seed).contains {
        $0.comparison.quantity == quantity && !$0.comparison.isWithin
      }
    }
    #expect(found)
  }

  @Test func coordinatesThatCrossAKinkAreSetAsideAndCounted() throws {
    // S = Z exactly, and Z has values within ε of the ReLU's kink and of its neighbours.
    let geometry = try ConvolutionGeometry(l: 1, d: 1, a: 2, b: 4, dOut: 1, h: 1, pool: 2)
    let near = FiniteDifferences.step / 2
    let problem = LayerProblem(
      geometry, input: [near, 0.5, 0.75, 0.75 - near, 0.25, 0.125, 0.25, 0.0625], weight: [1],
      bias: [0], delta: [1, 1])
    let results = try FiniteDifferences(
      problem: problem, strategy: Cached(), coordinates: 8
    ).compare(seed: 1)
    let input = try #require(results.first { $0.comparison.quantity == .inputGradient })
    #expect(input.setAside == 3)
    #expect(input.comparison.count == 5)
    #expect(results.map(\.comparison.isWithin) == [true, true, true])
  }

  /// However many threads share the images out, also more than there are images, the result is the
  /// definition's, and no further from one thread's than rounding takes both.
  @Test(arguments: Strategies.all.map(\.name), [2, 3, 4, 7, 8])
  func threadsDoNotDecideTheResult(_ name: String, _ threads: Int) throws {
    let strategy = try #require(Strategies.named(name))
    let geometry = try ConvolutionGeometry(
      l: 7, d: 3, a: 9, b: 8, dOut: 5, h: 3, padding: 1, pool: 2)
    let check = StrategyCheck(
      strategies: [strategy], layers: [CheckedLayer(name: "shared out", geometry: geometry)],
      threads: [threads], tileColumns: [nil, 5])
    let results = try check.run().filter { $0.reference.name == "definition" }
    #expect(results.count == Precision.allCases.count * Self.results.count)
    for result in results { #expect(result.isGood, "\(result)") }

    let problem = LayerProblem(geometry, seed: 3, precision: .float)
    func step(_ threads: Int) throws -> LayerResults {
      try LayerResults(of: problem, by: strategy, precision: .float, threads: threads)
    }
    let (one, many) = (try step(1), try step(threads))
    #expect(many.choices == one.choices)
    for quantity in Self.results {
      let comparison = Comparison(
        quantity, geometry, actual: many[quantity], expected: one[quantity],
        bound: { max(1, abs(one[quantity][$0])) * Precision.float.gamma(terms: 1 << 10) })
      #expect(comparison.isWithin, "\(comparison)")
    }
    // Which thread comes first decides nothing at all.
    for _ in 0..<3 { #expect(try step(threads) == many) }
  }

  @Test func boundsGrowWithTermsAndShrinkWithPrecision() {
    #expect(Precision.double.unitRoundoff == 0x1p-53 && Precision.float.unitRoundoff == 0x1p-24)
    #expect(Precision.double.gamma(terms: 10) > Precision.double.gamma(terms: 9))
    #expect(Precision.float.gamma(terms: 10) > Precision.double.gamma(terms: 10))
    #expect(Precision.float.gamma(terms: 1 << 24) == .infinity)
  }
}
