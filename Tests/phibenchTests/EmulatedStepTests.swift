import Convolution
import Foundation
import Machine
import Results
import Subprocess
import TestFixtures
import Testing

/// Steps that QEMU executes, in the build that `make emulated` makes: `make test-instructions`.
@Suite(.enabled(if: Program.canBeEmulated), .serialized)
struct EmulatedStepTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The steps of a sweep that counts instructions.
  private func steps(
    _ options: String, kernel: String? = nil
  ) async throws -> [RecordedRow] {
    let csv = folder.path("x.csv")
    let result = try await Program.run(
      ["sweep"] + options.split(separator: " ").map(String.init)
        + ["--samples", "1", "--count-instructions", "--output", csv, "--force", "--quiet"],
      variables: ["OPENBLAS_CORETYPE": kernel, "PHIBENCH_BLAS_KERNEL": nil])
    #expect(result.status == 0, "\(result.error)")
    let verified = try await Program.run(["verify", csv])
    #expect(verified.output.contains(#/steps execute all that their formulas say +PASS/#))
    return try ResultsFile(path: csv).rows.filter { $0.operation == .step }
  }

  /// To the unit, for a sum that was made by hand: 2·(d_out·N + K·N + 2·d_out·K) by contract, what
  /// Haswell's kernel adds of its own, and two in double precision for each of six products, by which
  /// OpenBLAS decides how many threads one is worth.
  @Test(
    .enabled(if: OpenBLAS.configuration.contains("OpenBLAS 0.3.21")),
    arguments: [("Barcelona", 0), ("Haswell", 7680)])
  func bothKernelsExecuteWhatWasFoundByHand(kernel: String, more: Int) async throws {
    let steps = try await steps(
      "--batch 2 --d 16 --a 14 --b 12 --d-out 32 --h 3 --padding 1 --tile-columns 256 "
        + "--strategy cached,recomputed,tiled", kernel: kernel)
    #expect(steps.map(\.flopsFormula) == [9_354_752, 9_354_752, 9_354_752])
    #expect(steps.map(\.flopsHardware) == Array(repeating: 9_491_456 + more + 2 * 6, count: 3))
    #expect(steps.map(\.flopsHardwareBy) == [.qemu, .qemu, .qemu])
  }

  /// An odd layer with pooling, and a 1 × 1 filter of which no lane lies beyond an edge, by all strategies.
  @Test(arguments: [
    ("--batch 2 --d 3 --a 13 --b 10 --d-out 6 --h 5 --pool 3 --precision double", false),
    ("--batch 2 --d 32 --a 8 --b 12 --d-out 48 --h 1", true),
  ])
  func everyStrategyExecutesItsFormula(_ options: String, isAligned: Bool) async throws {
    let steps = try await steps(options)
    #expect(steps.map(\.strategy.name) == Strategies.all.map(\.name))
    for step in steps {
      let executed = try #require(step.flopsHardware)
      let formula = try #require(step.flopsFormula)
      let method = try #require(step.strategy.method)
      // A kernel that begins a sum with its first product spares one of the contract's two.
      let contract = method.contractFLOPs(step.point.workload)
      #expect(executed >= formula + contract / 2, "\(step.strategy)")
      guard isAligned else { continue }
      let explained = Double(formula + contract)
      #expect(contract == 0 ? executed == formula : Double(executed) < 1.01 * explained)
    }
  }
}

extension Program {
  /// Whether what counts lies beside the program, as in that build alone.
  fileprivate static let canBeEmulated = FileManager.default.fileExists(
    atPath: URL(fileURLWithPath: executable).deletingLastPathComponent()
      .appendingPathComponent("libflops.so").path)
}
