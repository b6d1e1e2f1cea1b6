import Machine

/// A kind of machine, as far as rows name it: times of one say nothing about another's.
package struct MachineKind: Hashable, Sendable, CustomStringConvertible {
  /// The processor's name; `nil` if no row tells.
  package private(set) var processor: String?
  /// OpenBLAS's kernel; `nil` if no row tells, as those of other programs.
  package private(set) var kernel: String?

  package init(processor: String?, kernel: String?) {
    (self.processor, self.kernel) = (processor, kernel)
  }

  /// The kind that a row names.
  init(of row: RecordedRow) {
    processor = row.cpu
    kernel = row.strategy.isOwn ? row.blasKernel : nil
  }

  package init(of machine: Machine) {
    processor = machine.processor.name
    kernel = machine.blas.kernel.name
  }

  /// Whether two may be the same kind: nothing that both tell differs.
  package func agrees(with other: MachineKind) -> Bool {
    func agree(_ one: String?, _ other: String?) -> Bool {
      one == nil || other == nil || one == other
    }
    return agree(processor, other.processor) && agree(kernel, other.kernel)
  }

  /// Learns what another, which it agrees with, tells besides.
  mutating func learn(from other: MachineKind) {
    processor = processor ?? other.processor
    kernel = kernel ?? other.kernel
  }

  /// The processor, and the kernel in brackets.
  package var description: String {
    (processor ?? "an unknown processor") + (kernel.map { " (\($0))" } ?? "")
  }
}
