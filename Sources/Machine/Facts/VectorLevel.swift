/// How wide the vectors are that an x86 processor offers, or that a kernel of OpenBLAS uses.
package enum VectorLevel: Comparable, Sendable {
  /// 128 bits, no fused multiply-add.
  case sse
  /// 256 bits, no fused multiply-add that all makers share.
  case avx
  /// 256 bits with fused multiply-add.
  case avx2
  /// 512 bits.
  case avx512

  /// The name to call it in a sentence.
  package var name: String {
    switch self {
    case .sse: "SSE"
    case .avx: "AVX"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    }
  }

  /// What a processor offers; `nil` for one that is no x86.
  package init?(_ processor: Processor) {
    let sets = Set(processor.instructionSets)
    // OpenBLAS compiles its kernels for Skylake servers, so that AVX-512F alone does not do.
    if sets.isSuperset(of: ["avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"]) {
      self = .avx512
    } else if sets.isSuperset(of: ["avx2", "fma"]) {
      self = .avx2
    } else if sets.contains("avx") {
      self = .avx
    } else if sets.contains("sse2") {
      self = .sse
    } else {
      return nil
    }
  }

  /// What a kernel of OpenBLAS uses; `nil` for one of another architecture, or one unheard of.
  ///
  /// Source: OpenBLAS, the list of kernels in driver/others/dynamic.c and kernel/x86_64/KERNEL.*.
  package init?(kernel: String) {
    switch kernel.lowercased() {
    case "katmai", "coppermine", "northwood", "prescott", "banias", "atom", "core2", "penryn",
      "dunnington", "nehalem", "athlon", "opteron", "opteron_sse3", "barcelona", "nano", "bobcat":
      self = .sse
    case "sandybridge", "bulldozer", "piledriver", "steamroller":
      self = .avx
    // Excavator has both, though OpenBLAS runs Piledriver's products on it: they are its own.
    case "haswell", "zen", "excavator":
      self = .avx2
    case "skylakex", "cooperlake", "sapphirerapids":
      self = .avx512
    default:
      return nil
    }
  }
}
