import CVectorUnit

/// The vectors that the build has: those of the processor that it was compiled for (`-march`), which
/// decide how large a register tile is.
///
/// A processor that lacks them is told before `main` begins, see `CVectorUnit`.
package enum VectorUnit {
  /// Their name, such as "AVX-512"; of a bare `swift build` on x86, "SSE2".
  package static let name: String = {
    #if canImport(CBuiltForAVX512)
      "AVX-512"
    #elseif canImport(CBuiltForAVX2)
      "AVX2"
    #elseif arch(x86_64)
      "SSE2"
    #elseif arch(arm64)
      "NEON"
    #else
      "none"
    #endif
  }()

  /// The instruction sets that the build uses, as a processor calls its own in /proc/cpuinfo; none for
  /// what every processor of the architecture has.
  package static var instructionSets: [String] {
    unsafe String(cString: phibench_instruction_sets).split(separator: " ").map(String.init)
  }

  /// Of the instruction sets that fast products want, those that a processor has and the build does not
  /// use.
  ///
  /// - Parameter flags: the processor's sets, as /proc/cpuinfo has them.
  /// - Returns: their names there; none where the build is for the processor.
  package static func unused(of flags: some Sequence<String>) -> [String] {
    let offered = Set(flags)
    let used = Set(instructionSets)
    return ["avx2", "fma", "avx512f"].filter { offered.contains($0) && !used.contains($0) }
  }
}
