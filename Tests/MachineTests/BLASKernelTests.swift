import Foundation
import Testing

@testable import Convolution
@testable import Machine
@testable import Measurement

@Suite struct BLASKernelTests {
  private static let avx512 = [
    "sse2", "avx", "fma", "avx2", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl",
  ]
  private static let skylake = Processor(vendor: "GenuineIntel", instructionSets: avx512)
  private static let sapphire = Processor(
    vendor: "GenuineIntel", instructionSets: avx512 + ["avx512_bf16"])
  private static let zen5 = Processor(
    vendor: "AuthenticAMD", instructionSets: avx512 + ["avx512_bf16"])
  private static let zen2 = Processor(
    vendor: "AuthenticAMD", instructionSets: ["sse2", "avx", "fma", "avx2"])
  private static let haswell = Processor(
    vendor: "GenuineIntel", instructionSets: ["sse2", "avx", "fma", "avx2"])
  private static let ivyBridge = Processor(
    vendor: "GenuineIntel", instructionSets: ["sse2", "avx"])
  private static let nehalem = Processor(vendor: "GenuineIntel", instructionSets: ["sse2"])
  // Xeon Phi: AVX-512 without what OpenBLAS's kernels for servers need.
  private static let knightsLanding = Processor(
    vendor: "GenuineIntel", instructionSets: ["sse2", "avx", "fma", "avx2", "avx512f", "avx512cd"])
  private static let arm = Processor(instructionSets: ["asimd", "sve"])

  @Test(arguments: [
    ("Prescott", skylake, ["SkylakeX", "Haswell", "Sandybridge"]),
    ("Prescott", sapphire, ["Cooperlake", "SkylakeX", "Haswell", "Sandybridge"]),
    ("Prescott", zen5, ["Cooperlake", "SkylakeX", "Zen", "Haswell", "Sandybridge"]),
    ("Barcelona", zen2, ["Zen", "Haswell", "Sandybridge"]),
    ("NEHALEM", haswell, ["Haswell", "Sandybridge"]),
    ("Sandybridge", haswell, ["Haswell"]),
    ("Sandybridge", skylake, ["SkylakeX", "Haswell"]),
    ("Core2", ivyBridge, ["Sandybridge"]),
    ("Nehalem", knightsLanding, ["Haswell", "Sandybridge"]),
  ])
  func restartsWhereOpenBLASFellBack(found: String, processor: Processor, candidates: [String]) {
    #expect(
      BLASKernelDecision.candidates(
        insteadOf: found, processor: processor, environment: ["PATH": "/bin"]) == candidates)
  }

  @Test(arguments: [
    ("SkylakeX", skylake), ("Cooperlake", zen5), ("SapphireRapids", sapphire),
    ("Haswell", skylake), ("Zen", zen5), ("Haswell", haswell), ("Zen", zen2),
    ("Haswell", knightsLanding), ("Excavator", zen2), ("Sandybridge", ivyBridge),
    ("Nehalem", nehalem), ("Prescott", nehalem), ("neoversen1", arm), ("Prescott", arm),
    ("KernelOfTheFuture", zen5), ("", haswell), ("Prescott", Processor()),
  ])
  func keepsWhatWillDo(found: String, processor: Processor) {
    #expect(
      BLASKernelDecision.candidates(
        insteadOf: found, processor: processor, environment: [:]
      ).isEmpty)
  }

  @Test(arguments: [
    [BLASKernel.variable: "Prescott"], [BLASKernel.variable: ""],
    [BLASKernel.variable: "NoSuchKernel"], [BLASKernel.guardVariable: "Prescott"],
    [BLASKernel.guardVariable: ""],
    [BLASKernel.variable: "SkylakeX", BLASKernel.guardVariable: "Prescott"],
  ])
  func neverTouchesAChoiceAndNeverRestartsTwice(environment: [String: String]) {
    #expect(
      BLASKernelDecision.candidates(
        insteadOf: "Prescott", processor: Self.skylake, environment: environment
      ).isEmpty)
  }

  @Test(
    arguments: [
      ("Cooperlake", [:], nil, BLASKernel.Origin.library, "Cooperlake"),
      ("Haswell", [BLASKernel.variable: "Haswell"], "Zen", .user, "Zen"),
      ("Haswell", [BLASKernel.variable: "hASWELL"], nil, .user, nil),
      // No kernel's name, which changes the choice or does not.
      ("Cooperlake", [BLASKernel.variable: "NoSuchKernel"], "Cooperlake", .library, "Cooperlake"),
      ("Haswell", [BLASKernel.variable: "NoSuchKernel"], "Zen", .user, "Zen"),
      ("Haswell", [BLASKernel.variable: ""], "Zen", .user, "Zen"),
      ("Haswell", [BLASKernel.variable: ""], nil, .user, nil),
      (
        "SkylakeX", [BLASKernel.variable: "SkylakeX", BLASKernel.guardVariable: "Prescott"], nil,
        .phibench, "Prescott"
      ),
      ("Prescott", [BLASKernel.guardVariable: "Prescott"], nil, .library, "Prescott"),
    ] as [(String, [String: String], String?, BLASKernel.Origin, String?)])
  func tellsWhoChose(
    name: String, environment: [String: String], alone: String?, origin: BLASKernel.Origin,
    chosen: String?
  ) {
    let kernel = BLASKernel(name: name, environment: environment, alone: alone)
    #expect(kernel == BLASKernel(name: name, origin: origin, chosenByLibrary: chosen))
  }

  @Test(arguments: [
    ("OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Haswell SINGLE_THREADED", false),
    ("OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64", true),
    ("OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY USE_OPENMP Haswell MAX_THREADS=64", true),
  ])
  func severalThreadsNeedALibraryThatTakesThem(configuration: String, takesThem: Bool) throws {
    try BLASLibrary.require(threads: 1, configuration: configuration)
    if takesThem { return try BLASLibrary.require(threads: 2, configuration: configuration) }
    let refusal = #expect(throws: Refusal.self) {
      try BLASLibrary.require(threads: 2, configuration: configuration)
    }
    #expect(refusal?.kind == .insufficient)
  }

  @Test(
    arguments: [
      ("OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64", "0.3.21"),
      ("OpenBLAS 0.3.30.dev DYNAMIC_ARCH", "0.3.30.dev"),
      ("DYNAMIC_ARCH NO_AFFINITY Haswell", nil), ("OpenBLAS Haswell", nil), ("", nil),
    ] as [(String, String?)])
  func readsVersions(configuration: String, version: String?) {
    #expect(BLASLibrary.version(ofConfiguration: configuration) == version)
  }

  /// The first product of such a kernel would end the program.
  @Test(
    arguments: [
      ("SkylakeX", haswell, "AVX-512"), ("Cooperlake", knightsLanding, "AVX-512"),
      ("Haswell", ivyBridge, "AVX2"), ("Sandybridge", nehalem, "AVX"), ("Piledriver", zen2, "FMA4"),
      ("SkylakeX", zen5, nil), ("Haswell", zen2, nil), ("Prescott", nehalem, nil),
      ("neoversen1", arm, nil), ("SkylakeX", Processor(), nil),
    ] as [(String, Processor, String?)])
  func aKernelThatTheProcessorCannotRunIsRefused(
    name: String, processor: Processor, lacking: String?
  ) throws {
    guard let lacking else { return try BLASKernel.requireInstructions(of: name, on: processor) }
    let refusal = #expect(throws: Refusal.self) {
      try BLASKernel.requireInstructions(of: name, on: processor)
    }
    #expect(refusal?.description.contains("\(name) needs \(lacking), which") == true)
  }

  @Test func advises() {
    func advice(
      _ kernel: BLASKernel, asked: String? = nil, right: Bool? = true, configuration: String = ""
    ) -> String {
      BLASLibrary(
        version: nil, configuration: configuration, kernel: kernel, askedKernel: asked,
        productsAreRight: right
      ).advice(Self.zen5).joined(separator: "\n")
    }
    let own = BLASKernel(name: "Cooperlake", origin: .library, chosenByLibrary: "Cooperlake")
    #expect(advice(own) == "")
    #expect(advice(own, asked: "Foo").contains("OPENBLAS_CORETYPE is 'Foo'"))
    #expect(advice(own, configuration: "Haswell SINGLE_THREADED").contains("libopenblas0-pthread"))
    #expect(advice(own, right: false).contains("are wrong"))
    let held = BLASKernel(name: "Haswell", origin: .user, chosenByLibrary: "Cooperlake")
    #expect(advice(held, asked: "Haswell").contains("AVX-512 unused; without"))
    #expect(advice(held, asked: "Haswell").hasSuffix("chooses Cooperlake"))
    #expect(advice(held, asked: "Foo").contains("without the variable it would choose Cooperlake"))
  }
}

@Suite struct BLASKernelQuestionTests {
  /// A kernel that deadlocks must not keep phibench from starting.
  @Test func aProcessThatHangsIsEndedAndGivesNoAnswer() async throws {
    let folder = try PrivateFolder()
    let script = folder.file("hangs")
    try "#!/bin/sh\necho $$ > \"$0.pid\"\nsleep 600\necho > \"$0.end\"\n"
      .write(to: script, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
    let question = BLASKernelQuestion(executable: script.path, seconds: 1)
    #expect(await question.ask(for: "Haswell") == nil)
    let pid = try String(contentsOf: folder.file("hangs.pid"), encoding: .utf8)
    let child = try #require(pid_t(pid.trimmingCharacters(in: .newlines)))
    #expect(kill(child, 0) == -1)
    // It was ended before it came to its end.
    #expect(!FileManager.default.fileExists(atPath: folder.file("hangs.end").path))
  }
}

@Suite struct ProductOracleTests {
  @Test func thisMachinesProductsAreRight() throws {
    #expect(try ProductOracle.productsAreRight())
  }

  @Test(arguments: ProductTrial.all.indices)
  func noticesOneWrongElement(index: Int) throws {
    let trial = ProductTrial.all[index]
    var found = try trial.product(Float.self)
    let place = found.count / 2
    // Most terms of a sum are larger: one is left out, or added twice.
    found[place] += 0.01 * (1 + abs(found[place]))
    #expect(!trial.isRight(found))
    found[place] = .nan
    #expect(!trial.isRight(found))
  }

  /// What layers like VGG's make OpenBLAS do on AVX-512, too: multiply a product whole that is too
  /// large to be multiplied without copies.
  @Test(arguments: [(false, false), (false, true), (true, false)])
  func checksProductsThatAreNotCut(left: Bool, right: Bool) {
    let whole = ProductTrial.all.filter { trial in
      trial.transposes == (left, right)
        && trial.m * trial.n * trial.k > ProductBlocks.largest
        && ProductBlocks(m: trial.m, n: trial.n, k: trial.k, isPlain: !left && !right) == nil
    }
    #expect(whole.map(\.accumulates) == [false, true])
  }

  @Test func noticesSinglePrecisionInPlaceOfDouble() throws {
    let trial = try #require(ProductTrial.all.last)
    #expect(try trial.isRight(trial.product(Double.self)))
    #expect(try !trial.isRight(trial.product(Float.self).map(Double.init)))
  }
}
