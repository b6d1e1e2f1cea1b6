/// A hardware counter of floating-point operations, by the name that `perf` knows.
package struct FloatingPointEvent: Hashable, Sendable {
  package let name: String
  /// FLOPs that one count stands for.
  package let flopsPerCount: Int

  /// The events whose counts, each times its FLOPs, add up to all FLOPs of a processor; none where they are not
  /// known.
  ///
  /// They come in groups that a processor counts at the same time; counting more at once would
  /// make `perf` take turns and guess the rest.
  package static func groups(for processor: Processor) -> [[FloatingPointEvent]] {
    switch processor.vendor {
    case "GenuineIntel": intel(processor)
    case "AuthenticAMD", "HygonGenuine": [amd]
    default: []
    }
  }

  /// `FP_ARITH_INST_RETIRED.*`, Broadwell and younger.
  ///
  /// One count per instruction that computes, and **two** for a fused multiply-add; so the lanes
  /// are all that is left to multiply by. Four general counters are what every such processor has
  /// per thread; single and double precision make a group each.
  ///
  /// Source: Linux, tools/perf/pmu-events/arch/x86/skylakex/floating-point.json: "Each count
  /// represents 8 computation operations, one for each element. […] FM(N)ADD/SUB instructions
  /// count twice as they perform 2 calculations per element".
  private static func intel(_ processor: Processor) -> [[FloatingPointEvent]] {
    // Where the processor has no 512-bit vectors, perf does not know the event.
    let widths =
      processor.instructionSets.contains("avx512f") ? [128, 256, 512] : [128, 256]
    return [("single", 32), ("double", 64)].map { precision, bits in
      [FloatingPointEvent(name: "fp_arith_inst_retired.scalar_\(precision)", flopsPerCount: 1)]
        + widths.map { width in
          FloatingPointEvent(
            name: "fp_arith_inst_retired.\(width)b_packed_\(precision)",
            flopsPerCount: width / bits)
        }
    }
  }

  /// `fp_ret_sse_avx_ops.all`, Zen and younger: it counts FLOPs themselves, of both precisions.
  ///
  /// Source: Linux, tools/perf/pmu-events/arch/x86/amdzen2/floating-point.json: "The number of
  /// retired SSE/AVX FLOPS", "Multiply-add counts as 2 FLOPS".
  private static let amd = [
    FloatingPointEvent(name: "fp_ret_sse_avx_ops.all", flopsPerCount: 1)
  ]
}
