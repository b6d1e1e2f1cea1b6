import Foundation

/// The kernel that OpenBLAS multiplies with on a processor that is emulated, which has AVX2.
package struct EmulatedKernel: Hashable, Sendable {
  /// OpenBLAS's name of it.
  package let name: String
  /// What the user set ``BLASKernel/variable`` to and the emulated processor cannot run; `nil` where
  /// nothing was overridden.
  package let overridden: String?

  /// The user's choice where that runs there, else Haswell's. What phibench itself chose, for the
  /// processor that is really there, is nobody's wish.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let chosen =
      environment[BLASKernel.guardVariable] == nil ? environment[BLASKernel.variable] : nil
    if let chosen, Self.runs(chosen) {
      (name, overridden) = (chosen, nil)
    } else {
      (name, overridden) = ("Haswell", chosen)
    }
  }

  /// Whether a kernel runs there. Those of Bulldozer and its successors have AMD's own multiply-add of
  /// four operands, which QEMU does not have.
  private static func runs(_ name: String) -> Bool {
    VectorLevel(kernel: name) == .sse
      || ["sandybridge", "haswell", "zen"].contains(name.lowercased())
  }
}
