import Machine
import Measurement
import Reporting
import Sweeps

extension SweepRun {
  /// Measures, and shows on standard error, unless that is to be quiet, how far it is and what spoilt it.
  ///
  /// - Throws: `Refusal`; that of an interruption names the command that continues the sweep, if there is
  ///   one.
  func measureShowing(quiet: Bool, continuation: String? = nil) async throws -> SweepResult {
    let shown = Progress(total: plan.places.count * plan.sampling.sessions, quiet: quiet)
    let result = try await measure {
      shown.show(done: $0.done, before: $0.before, total: $0.total, next: $0.next.label)
    }
    shown.end()
    if !quiet, result.tornBytes > 0 {
      Console.note(
        "the last \(result.tornBytes) bytes were of a torn session, which is measured again")
    }
    if result.isInterrupted {
      let sentence = "interrupted after \(result.sessions) of \(result.total) sessions"
      throw Refusal(
        .interrupted, sentence + (continuation.map { "; this continues the sweep: \($0)" } ?? ""))
    }
    if !quiet {
      if result.before > 0 {
        Console.note(
          "already there: \(result.before) of \(Units.count(result.sessions, "session"))")
      }
      (machine.advice + notes(on: result)).forEach(Console.note)
    }
    return result
  }

  /// What disturbed sessions, each piece of advice once.
  private func notes(on result: SweepResult) -> [String] {
    // Strategies that took turns share what disturbed them; one piece of advice is one kind.
    let disturbances = result.disturbances.flatMap { session in
      session.disturbances.grouped(by: \.advice).map { (advice: $0.key, first: $0.elements[0]) }
    }
    return disturbances.grouped(by: \.advice).map { advice, sessions in
      "in \(sessions.count) of \(Units.count(result.disturbances.count, "session")), first: "
        + "\(sessions[0].first.sentence); \(advice)"
    } + widthNotes(on: result)
  }

  /// What keeps intervals from being as narrow as was asked for.
  private func widthNotes(on result: SweepResult) -> [String] {
    let timed = result.dataset.steps.filter { $0.time != nil }
    let few = timed.compactMap { $0[.step]?.sessions }.filter { $0 < Estimate.fewestSessions }
    if let fewest = few.min() {
      let lack = Disturbance.fewSessions(count: fewest, wanted: Estimate.fewestSessions)
      return [
        "at \(few.count) of \(Units.count(timed.count, "step")): \(lack.sentence); \(lack.advice) "
          + "(--rounds, --samples)"
      ]
    }
    let steps = timed.filter { $0.ratioTo != $0.strategy }
    let widths = steps.compactMap { $0.ratio?.relativeHalfWidth }.filter {
      $0 > plan.sampling.interval
    }
    guard let widest = widths.max() else { return [] }
    let wide = Disturbance.wideSpread(relative: widest, wanted: plan.sampling.interval)
    return [
      "at \(widths.count) of \(Units.count(steps.count, "ratio")), worst: \(wide.sentence); "
        + "\(wide.advice) (--time-budget, --rounds)"
    ]
  }
}

extension SweepTally {
  /// Says how many measurements there are of each kind if some are missing.
  ///
  /// - Throws: `Refusal` if some are, unless the user keeps going.
  func requireSuccess(unless keepsGoing: Bool) throws {
    guard !isComplete else { return }
    let sentence = description + (reason.map { "; for example: \($0)" } ?? "")
    guard keepsGoing else { throw Refusal(.insufficient, sentence) }
    Console.note(sentence)
  }
}
