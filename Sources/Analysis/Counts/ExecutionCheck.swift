import Convolution
import Results

/// Whether the steps that an emulator counted executed all that their formulas say.
///
/// More than the formula is no fault by itself: OpenBLAS's products cost more than their sizes say. Less
/// is: a FLOP of the formula was not executed.
package struct ExecutionCheck: Sendable, Encodable {
  /// A step that was counted.
  package struct Step: Sendable, Encodable {
    package let row: RowReference
    /// The point in words.
    package let point: String
    package let strategy: Strategy
    package let surplus: Surplus
  }

  /// In the file's order.
  package let steps: [Step]
  package let verdict: Verdict

  /// The steps that executed fewer FLOPs than their formulas say.
  package var lacking: [Step] { steps.filter { $0.surplus.executed < $0.surplus.formula } }

  /// Judges the steps of a file; `nil` where none was counted by the instruction.
  init?(_ dataset: Dataset) {
    steps = dataset.steps.compactMap { step in
      guard step.status == .ok, let executed = step[.step]?.executedFLOPs,
        let method = step.strategy.method
      else { return nil }
      return Step(
        row: step.row, point: step.point.label, strategy: step.strategy,
        surplus: Surplus(
          executed: executed, by: method, at: step.usedWorkload ?? step.point.workload))
    }
    if steps.isEmpty { return nil }
    verdict = steps.allSatisfy { $0.surplus.executed >= $0.surplus.formula } ? .pass : .fail
  }
}
