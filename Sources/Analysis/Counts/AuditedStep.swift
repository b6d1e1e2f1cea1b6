import Convolution
import Machine
import Measurement

/// One strategy's step at a point, its FLOPs counted by four that know nothing of each other.
package struct AuditedStep: Sendable {
  package let point: Point
  package let strategy: any BackwardStrategy
  /// By the trips of our loops and the sizes of OpenBLAS's calls.
  package let trips: Int
  /// By numbers that count what is computed with them.
  package let scalar: Int
  /// By the instruction.
  package let instructions: InstructionCounts

  package init(
    point: Point, strategy: any BackwardStrategy, trips: Int, scalar: Int,
    instructions: InstructionCounts
  ) {
    self.point = point
    self.strategy = strategy
    self.trips = trips
    self.scalar = scalar
    self.instructions = instructions
  }

  /// Whether vectors end where matrices do, for all kernels: channels are multiples of the widest vector's
  /// lanes.
  package var isAligned: Bool {
    let geometry = point.workload.geometry
    return geometry.d.isMultiple(of: 16) && geometry.dOut.isMultiple(of: 16)
  }

  /// The most that a kernel adds of its own, as a part of what is executed; where no lane lies beyond a
  /// matrix's edge, more than that is something that no formula knows.
  package static let largestShareWhereAligned = 0.02

  /// What was executed, beside the formula.
  package var surplus: Surplus {
    Surplus(executed: instructions.flops(), by: strategy, at: point.workload)
  }
}
