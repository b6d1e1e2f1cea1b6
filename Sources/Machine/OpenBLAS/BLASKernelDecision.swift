/// Whether phibench goes on with the kernel that OpenBLAS chose.
///
/// OpenBLAS knows processors by their numbers. One that is younger than the library gets a kernel
/// that runs everywhere: Prescott, of 2004, has less than a quarter of the speed of the kernel for
/// the same instruction sets (OpenBLAS issues 4267 and 6029).
enum BLASKernelDecision {
  /// The kernels to restart with instead of the one that was found, the first of which that the library has and
  /// that multiplies right will do; by facts alone. None where anything is unknown; a kernel that the user chose
  /// in the environment stays, and a restart happens once.
  static func candidates(
    insteadOf found: String, processor: Processor, environment: [String: String]
  ) -> [String] {
    guard environment[BLASKernel.variable] == nil, environment[BLASKernel.guardVariable] == nil,
      let used = VectorLevel(kernel: found), let offered = VectorLevel(processor),
      // Haswell on an AVX-512 processor is no fallback: some builds choose it on purpose.
      used < min(offered, .avx2)
    else { return [] }
    return candidates(processor).filter { name in
      VectorLevel(kernel: name).map { $0 > used } ?? false
    }
  }

  /// The kernels that suit a processor, best first; a library may lack some.
  static func candidates(_ processor: Processor) -> [String] {
    guard let level = VectorLevel(processor) else { return [] }
    var candidates: [String] = []
    if level >= .avx512 {
      // The same single and double precision as SkylakeX, which it includes; but it is what
      // OpenBLAS itself takes where the processor has bfloat16, so that a name means one machine.
      if processor.instructionSets.contains("avx512_bf16") { candidates.append("Cooperlake") }
      candidates.append("SkylakeX")
    }
    if level >= .avx2 {
      // Haswell's code with blocks that suit AMD's caches.
      if ["AuthenticAMD", "HygonGenuine"].contains(processor.vendor) { candidates.append("Zen") }
      candidates.append("Haswell")
    }
    if level >= .avx { candidates.append("Sandybridge") }
    return candidates
  }
}
