/// Who counted FLOPs beside phibench itself.
package enum FLOPCounter: String, CaseIterable, Codable, Hashable, Sendable {
  /// The processor's own counters: ``HardwareCounters``.
  case perf
  /// An emulator, by the instruction: ``InstructionCounter``.
  case qemu
}
