import Reporting
import Sweeps

extension SweepRun {
  /// Measures, and shows on standard error how far it is and what spoilt it.
  ///
  /// - Parameters:
  ///   - quiet: whether the user wants none of that.
  ///   - continuation: the command that goes on if this one is interrupted; `nil` if none does.
  /// - Returns: what became of the sweep.
  /// - Throws: ``Failure`` with status 130 if it is interrupted; `Refusal`.
  func measureShowing(quiet: Bool, continuation: String? = nil) async throws -> SweepResult {
    let progress = Progress(total: plan.places.count, quiet: quiet)
    let result = try await measure { done, before, next in
      progress.show(done: done, before: before, next: next.label)
    }
    progress.end()
    if !quiet, result.tornBytes > 0 {
      Failure.note(
        "the last \(result.tornBytes) bytes were of a torn point, which is measured again")
    }
    if result.isInterrupted {
      let sentence = "interrupted after \(result.done) of \(plan.places.count) points"
      throw Failure(
        .interrupted, sentence + (continuation.map { "; this continues the sweep: \($0)" } ?? ""))
    }
    if !quiet {
      if result.before > 0 {
        Failure.note(
          "already there: \(result.before) of \(Units.count(plan.places.count, "point"))")
      }
      DisturbanceNotes.all(result.points, machine: machine).forEach(Failure.note)
    }
    return result
  }
}
