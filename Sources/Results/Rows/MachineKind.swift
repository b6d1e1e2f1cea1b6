import Convolution
import Machine

/// A kind of machine, as far as rows name it: times of one say nothing about another's.
package struct MachineKind: Hashable, Sendable, CustomStringConvertible {
  /// The processor's name; `nil` where rows do not tell.
  package let processor: String?
  /// OpenBLAS's kernel; `nil` where rows do not tell, as those of other programs.
  package let kernel: String?

  /// The kind that a row names.
  init(of row: RecordedRow) {
    processor = row.cpu
    kernel = row.strategy.isOwn ? row.blasKernel : nil
  }

  /// Whether a machine's facts may be those of this kind: nothing in them says otherwise.
  package func includes(_ machine: Machine) -> Bool {
    func agree(_ one: String?, _ other: String?) -> Bool {
      one == nil || other == nil || one == other
    }
    return agree(processor, machine.processor.name) && agree(kernel, machine.blas.kernel.name)
  }

  /// Whether both may be one kind, since one of them names no kernel.
  fileprivate func mayBe(_ other: MachineKind) -> Bool {
    processor == other.processor && (kernel == nil || other.kernel == nil)
  }

  /// The processor, and the kernel in brackets.
  package var description: String {
    (processor ?? "an unknown processor") + (kernel.map { " (\($0))" } ?? "")
  }
}

/// The kinds of machines that the rows of a file come from.
package struct MachineKinds: Sendable {
  /// The most that are told apart.
  package static let most = 16

  /// In the order of their first rows.
  package private(set) var all: [MachineKind] = []
  private var places: [MachineKind: Int] = [:]

  /// None yet.
  package init() {}

  /// The kinds of some rows.
  package init(of rows: some Sequence<RecordedRow>) {
    for row in rows { _ = place(of: row) }
  }

  /// The place of a row's kind in ``all``, where it now is.
  ///
  /// Rows without a kernel are of the first kind that has their processor.
  ///
  /// - Returns: `nil` where there are ``most`` others.
  package mutating func place(of row: RecordedRow) -> Int? {
    let kind = MachineKind(of: row)
    if let place = places[kind] { return place }
    if let place = all.firstIndex(where: kind.mayBe) {
      if all[place].kernel == nil { all[place] = kind }
      places[kind] = place
      return place
    }
    guard all.count < Self.most else { return nil }
    all.append(kind)
    places[kind] = all.count - 1
    return all.count - 1
  }
}
