import Machine
import Reporting
import Sweeps

extension SweepRun {
  /// Measures, and shows on standard error, unless that is to be quiet, how far it is and what spoilt it.
  ///
  /// - Throws: ``Failure`` with status 130 if it is interrupted, which names the command that continues
  ///   it, if there is one; `Refusal`.
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
      (machine.advice + notes(on: result.points)).forEach(Failure.note)
    }
    return result
  }

  /// What disturbed points, each piece of advice once.
  private func notes(on results: [PointResult]) -> [String] {
    // Strategies that took turns share what disturbed them; one piece of advice is one kind.
    let disturbances = results.flatMap { result in
      result.outcomes.flatMap { $0.measurement?.disturbances ?? [] }
        .grouped(by: \.adviceWithOptions).map { (advice: $0.key, first: $0.elements[0]) }
    }
    return disturbances.grouped(by: \.advice).map { advice, points in
      "at \(points.count) of \(Units.count(results.count, "point")), first: "
        + "\(points[0].first.sentence); \(advice)"
    }
  }
}

extension Disturbance {
  /// What to do about it, with the options that do it, one sentence without a full stop.
  fileprivate var adviceWithOptions: String {
    switch self {
    case .fewSamples: "\(advice) (--time-budget, --samples)"
    case .wideSpread: "\(advice) (--time-budget)"
    default: advice
    }
  }
}

extension SweepTally {
  /// Says how many measurements there are of each kind if some are missing.
  ///
  /// - Throws: ``Failure`` with status 2 if some are, unless the user keeps going.
  func requireSuccess(unless keepsGoing: Bool) throws {
    guard !isComplete else { return }
    let sentence = description + (reason.map { "; for example: \($0)" } ?? "")
    guard keepsGoing else { throw Failure(.insufficient, sentence) }
    Failure.note(sentence)
  }
}
