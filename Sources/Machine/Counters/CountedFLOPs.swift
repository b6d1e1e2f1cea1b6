/// FLOPs as somebody beside phibench counted them.
package struct CountedFLOPs: Hashable, Sendable {
  /// How many; a fused multiply-add is two.
  package let flops: Int
  /// Who counted.
  package let by: FLOPCounter
  /// The instructions that they come from; `nil` where the counter does not tell them apart.
  package let instructions: InstructionCounts?

  package init(byPerf flops: Int) {
    (self.flops, by, instructions) = (flops, .perf, nil)
  }

  /// FLOPs by the instruction.
  package init(_ instructions: InstructionCounts) {
    (flops, by, self.instructions) = (instructions.flops(), .qemu, instructions)
  }

  /// What was counted beyond another count by the same counter; `nil` where the other is larger, and
  /// so neither tells.
  package func beyond(_ other: CountedFLOPs) -> CountedFLOPs? {
    if let instructions, let others = other.instructions {
      return instructions.beyond(others).map { CountedFLOPs($0) }
    }
    return flops >= other.flops ? CountedFLOPs(byPerf: flops - other.flops) : nil
  }
}
