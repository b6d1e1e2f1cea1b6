import Convolution

/// The floating-point instructions that a program executed, as the plugin in Instruments/qemu counts
/// them: how many of each sort.
package struct InstructionCounts: Hashable, Sendable {
  /// Whose code an instruction is, by its address.
  package enum Owner: String, CaseIterable, Sendable {
    /// phibench's, or that of a library other than OpenBLAS.
    case program
    /// OpenBLAS's.
    case library
  }

  /// How many bits an instruction works on.
  package enum Width: String, CaseIterable, Sendable {
    case scalar
    case bits128 = "128"
    case bits256 = "256"
  }

  /// What an instruction does to each of its lanes.
  package enum Kind: String, CaseIterable, Sendable {
    /// A multiplication and an addition in one.
    case fused
    /// An addition or a subtraction.
    case added
    /// A multiplication, a division or a square root.
    case multiplied
    /// A comparison, a minimum or a maximum: no FLOP.
    case compared

    /// FLOPs of each lane.
    package var flops: Int {
      switch self {
      case .fused: 2
      case .added, .multiplied: 1
      case .compared: 0
      }
    }
  }

  package struct Instruction: Hashable, Sendable {
    package let owner: Owner
    package let precision: Precision
    package let width: Width
    package let kind: Kind

    /// How many numbers it works on at a time.
    package var lanes: Int {
      switch width {
      case .scalar: 1
      case .bits128: 16 / precision.bytes
      case .bits256: 32 / precision.bytes
      }
    }
  }

  private var executed: [Instruction: Int] = [:]

  /// The lanes of all instructions of some sorts: results that were computed, one way or another.
  package func lanes(where isMeant: (Instruction) -> Bool) -> Int {
    executed.reduce(0) { $0 + (isMeant($1.key) ? $1.value * $1.key.lanes : 0) }
  }

  /// The FLOPs of all instructions of some sorts, whatever becomes of their results; a fused
  /// multiply-add is two.
  package func flops(where isMeant: (Instruction) -> Bool = { _ in true }) -> Int {
    Kind.allCases.reduce(0) { sum, kind in
      sum + kind.flops * lanes { $0.kind == kind && isMeant($0) }
    }
  }

  /// What one program executed beyond another; `nil` where the other executed more of some sort.
  package func beyond(_ other: InstructionCounts) -> InstructionCounts? {
    var rest = self
    for (instruction, count) in other.executed { rest.executed[instruction, default: 0] -= count }
    return rest.executed.values.allSatisfy { $0 >= 0 } ? rest : nil
  }
}

extension InstructionCounts {
  /// The counts in a table that the plugin wrote, whole: CSV, a row for each sort.
  init(table: String) throws(CounterFailure) {
    let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "owner,precision,width,kind,instructions", lines.last == "" else {
      throw .other("the plugin in QEMU wrote no table")
    }
    for line in lines.dropFirst().dropLast() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5, let owner = Owner(rawValue: cells[0]),
        let precision = Precision(rawValue: cells[1]), let width = Width(rawValue: cells[2]),
        let kind = Kind(rawValue: cells[3]), let count = Int(cells[4]), count >= 0
      else { throw .other("the plugin in QEMU wrote a line that is not understood: \(line)") }
      executed[
        Instruction(owner: owner, precision: precision, width: width, kind: kind), default: 0] +=
        count
    }
    let sorts =
      Owner.allCases.count * Precision.allCases.count * Width.allCases.count * Kind.allCases.count
    guard executed.count == sorts else {
      throw .other("the plugin in QEMU wrote \(executed.count) of \(sorts) lines")
    }
  }
}
