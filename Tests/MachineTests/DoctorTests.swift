import Foundation
import Machine
import Measurement
import Subprocess
import TestFixtures
import Testing

/// The program itself, in environments of its own.
@Suite struct DoctorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let phibench = URL(fileURLWithPath: ThisProcess.executable)
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("phibench").path

  private struct Outcome {
    var output: String
    var error: String

    var machine: Machine {
      get throws { try JSON.decode(Machine.self, from: Data(output.utf8)) }
    }
  }

  private static func doctor(
    _ arguments: [String], _ variables: [Environment.Key: String?]
  ) async throws -> Outcome {
    var changes: [Environment.Key: String?] = [
      "OPENBLAS_CORETYPE": nil, "PHIBENCH_BLAS_KERNEL": nil,
    ]
    changes.merge(variables) { _, new in new }
    let result = try await run(
      .path(.init(phibench)), arguments: .init(["doctor"] + arguments),
      environment: .inherit.updating(changes), output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20))
    #expect(result.terminationStatus.isSuccess)
    return Outcome(output: result.standardOutput, error: result.standardError)
  }

  @Test(.enabled(if: VectorLevel(.ofThisMachine()) != nil), arguments: ["Prescott", "Nehalem"])
  func aChoiceOfTheUserStays(kernel: String) async throws {
    let outcome = try await Self.doctor(["--json"], ["OPENBLAS_CORETYPE": kernel])
    let blas = try outcome.machine.blas
    // A library that was built for one processor only has its own name for it.
    try #require(blas.configuration.contains("DYNAMIC_ARCH"))
    #expect(blas.kernel.name == kernel)
    #expect(blas.kernel.origin == .user)
    #expect(blas.kernel.chosenByLibrary != nil)
    #expect(outcome.error == "")
  }

  @Test func leftAloneOpenBLASChooses() async throws {
    let outcome = try await Self.doctor(["--json", "--blas-kernel", "as-found"], [:])
    let kernel = try outcome.machine.blas.kernel
    #expect(kernel.origin == .library)
    #expect(kernel.chosenByLibrary == kernel.name)
  }

  @Test func printsForAPerson() async throws {
    let text = try await Self.doctor([], [:]).output
    for word in ["processor", "BLAS kernel", "own choice", "SGEMM", "copy", "FLOP counters"] {
      #expect(text.contains("\n\(word) ") || text.hasPrefix("\(word) "))
    }
  }

  /// Restarts are tested with a library in front of OpenBLAS that pretends a fallback, as long as
  /// no kernel is asked for.
  private static let pretence = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdlib.h>
    char *openblas_get_corename(void) {
      if (!getenv("OPENBLAS_CORETYPE")) return "Prescott";
      char *(*real)(void) = (char *(*)(void))dlsym(RTLD_NEXT, "openblas_get_corename");
      return real();
    }
    """

  private static let suits = VectorLevel(.ofThisMachine()).map { $0 > .sse } ?? false

  @Test(.enabled(if: suits)) func restartsOnceAndSaysSo() async throws {
    let library = folder.path("pretence.so")
    let compiled = try await run(
      .name("clang"),
      arguments: .init(["-shared", "-fPIC", "-x", "c", "-", "-o", library, "-ldl"]),
      input: .string(Self.pretence), output: .discarded, error: .string(limit: 1 << 16))
    try #require(compiled.terminationStatus.isSuccess, "\(compiled.standardError)")

    let restarted = try await Self.doctor(["--json"], ["LD_PRELOAD": library])
    let kernel = try restarted.machine.blas.kernel
    #expect(kernel.origin == .phibench)
    #expect(kernel.chosenByLibrary == "Prescott")
    #expect(kernel.name != "Prescott")
    #expect(restarted.error.split(separator: "\n").count == 1)
    #expect(restarted.error.contains("fell back to its kernel Prescott"))

    let quiet = try await Self.doctor(["--json", "--quiet"], ["LD_PRELOAD": library])
    #expect(try quiet.machine.blas.kernel == kernel)
    #expect(quiet.error == "")

    let asFound = try await Self.doctor(
      ["--json", "--blas-kernel", "as-found"], ["LD_PRELOAD": library])
    #expect(try asFound.machine.blas.kernel.origin == .library)
    #expect(asFound.error == "")

    // What the second start would see if the kernel asked for did not come: it goes on.
    let guarded = try await Self.doctor(
      ["--json"], ["LD_PRELOAD": library, "PHIBENCH_BLAS_KERNEL": "Prescott"])
    #expect(try guarded.machine.blas.kernel.name == "Prescott")
    #expect(guarded.error == "")
  }
}
