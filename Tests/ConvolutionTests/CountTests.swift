import Convolution
import Correctness
import Testing

/// FLOPs and elements three ways: by formula, by the trips of the loops and the calls of products,
/// and by numbers that count what is done with them.
@Suite(.serialized) struct CountTests {
  private struct Case: CustomTestStringConvertible {
    let strategy: any BackwardStrategy
    let workload: Workload

    var testDescription: String { "\(strategy.name) \(workload.geometry) × \(workload.threads)" }
  }

  private static let cases: [Case] = Strategies.all.flatMap { strategy in
    Layers.all.flatMap { layer in
      [(1, true, nil), (2, true, 5), (1, false, 7)].map { threads, inputGradient, columns in
        Case(
          strategy: strategy,
          workload: Workload(
            geometry: layer, inputGradient: inputGradient, threads: threads, tileColumns: columns))
      }
    }
  }

  private func step(_ test: Case) throws -> StepRecord {
    let memory = Memory()
    let geometry = test.workload.geometry
    let layer = try Layer<Float>(geometry, from: memory)
    let input = try Buffer<Float>(geometry.inputCount, from: memory, for: .inputs)
    let delta = try Buffer<Float>(geometry.outputCount, from: memory, for: .inputs)
    for vector in [layer.weight.vector, layer.bias.vector, input.vector, delta.vector] {
      vector.fill { Float($0 % 5) - 2 }
    }
    return try Crew(test.workload, memory: memory, counts: true).step(
      by: test.strategy, layer: layer, input: input, delta: delta)
  }

  @Test(arguments: cases)
  private func whatLoopsCountIsTheFormula(_ test: Case) throws {
    let record = try step(test)
    for operation in Operation.executed {
      let trips = record.trips[operation]
      let formula = test.strategy.formula(operation, test.workload)
      #expect(trips.flops == formula?.flops ?? 0, "\(operation)")
      #expect(trips.elements == formula?.elements ?? 0, "\(operation)")
    }
  }

  @Test(arguments: cases.filter { $0.workload.threads == 1 })
  private func whatNumbersCountIsTheFormula(_ test: Case) throws {
    let geometry = test.workload.geometry
    let (counted, record) = try CountingScalar.step(of: test.workload, by: test.strategy)
    let trips = Operation.executed.reduce(0) { $0 + record.trips[$1].flops }
    #expect(trips == test.strategy.formula(Operation.step, test.workload)?.flops)
    #expect(counted.flops == test.strategy.formula(Operation.step, test.workload)?.flops)
    // What is no multiply-add: the bias, ∂ξ/∂b, and V's additions where there is a V.
    let col2im = test.strategy.formula(Operation.col2im, test.workload)?.flops ?? 0
    #expect(
      counted.additions - counted.multiplications == 2 * geometry.convolvedCount + col2im)
    // σ, the pooling windows' maxima, and the mask.
    let pooling =
      geometry.hasPooling
      ? (geometry.pool * geometry.pool - 1) * geometry.outputCount : 0
    let mask = test.workload.inputGradient ? geometry.inputCount : 0
    #expect(counted.comparisons == geometry.convolvedCount + pooling + mask)
  }

  /// OpenBLAS multiplies each element of a product by α and adds it to C.
  @Test(arguments: cases.filter { $0.workload.threads == 1 }, [1, 3])
  private func theContractIsTwoFLOPsForEachElementOfAProduct(_ test: Case, reuse: Int) throws {
    let workload = Workload(
      geometry: test.workload.geometry, inputGradient: test.workload.inputGradient,
      tileColumns: test.workload.tileColumns, reuse: reuse)
    let counted = try CountingScalar.step(of: workload, by: test.strategy).counts
    #expect(test.strategy.contractFLOPs(workload) == 2 * counted.productElements)
  }

  @Test(arguments: Layers.all)
  func recomputingCostsElementsAndNoFLOPs(_ layer: ConvolutionGeometry) throws {
    let workload = Workload(geometry: layer)
    let cached = try #require(Cached().formula(Operation.step, workload))
    let expanding: [any BackwardStrategy] = [Cached(), Recomputed(), Tiled()]
    for strategy in expanding {
      let formula = strategy.formula(Operation.step, workload)
      let step = try #require(formula)
      #expect(step.flops == cached.flops)
      let again = strategy.formula(Operation.phiAgain, workload)?.elements ?? 0
      #expect((step.elements ?? 0) - (cached.elements ?? 0) == again)
    }
    #expect(Cached().formula(Operation.phiAgain, workload) == nil)
    let again = Recomputed().formula(Operation.phiAgain, workload)?.elements
    #expect(again == (layer.phiIsInput ? nil : layer.phiCount))
  }

  /// 2 FLOPs for each tap inside the image, or in ∂ξ/∂W of few channels in a filter row that is.
  @Test(arguments: Layers.all)
  func directExecutesTheTapsInside(_ layer: ConvolutionGeometry) throws {
    let workload = Workload(geometry: layer)
    let biases = layer.convolvedCount
    let inside = 2 * layer.dOut * layer.tapsInside
    #expect(Direct().counts(.gemmS, workload)?.flops == inside + biases)
    #expect(Direct().counts(.gemmV, workload)?.flops == inside)
    let gradient = try #require(Direct().counts(.gemmDW, workload)?.flops) - biases
    let isWhole = layer.padding == 0 || layer.h == 1 || layer.d >= 8
    #expect(isWhole ? gradient == inside : gradient >= inside)
    #expect(gradient <= 2 * layer.dOut * layer.phiCount)
    let absent: [Operation] = [
      .phi, .phiAgain, .biasReLU, .biasGradient, .col2im, .reluMask,
    ]
    #expect(absent.allSatisfy { Direct().counts($0, workload) == nil })
  }

  @Test func namesAreTheContractsAndUnique() {
    let names = Operation.allCases.map(\.name)
    #expect(
      Set(names) == [
        "phi", "phi_again", "gemm_s", "bias_relu", "pool", "unpool", "gemm_dw", "bias_gradient",
        "gemm_v", "col2im", "relu_mask", "forward", "backward", "step",
      ])
    #expect(names.map { Operation(name: $0)?.name } == names)
    #expect(Operation(name: "dance") == nil)
  }
}
