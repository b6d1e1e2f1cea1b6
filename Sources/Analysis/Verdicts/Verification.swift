import Convolution
import Machine
import Measurement
import Results

/// The slides' formulas and claims, each put to the test by the rows of one file.
///
/// ``verdict`` judges what is a formula: counts and bytes exactly, times as O(·) bounds them, and
/// the claim by operation count. What the fits, the shares of time and the trade say is a finding,
/// whichever way it turns out.
package struct Verification: Sendable, Codable {
  /// The file's name.
  package let file: String
  /// The machine that measured, where it is known.
  package let machine: Machine?
  /// The caches by which levels were told apart.
  package let caches: Caches
  /// Whether every count and byte equals its formula.
  package let counts: CountCheck
  /// How counts and bytes grow.
  package let exactExponents: [ExactExponent]
  /// How times grow.
  package let timeExponents: [TimeExponent]
  /// Overhead and coefficient of each operation, level by level.
  package let fits: [CostFit]
  /// Where the time goes, layer by layer.
  package let shares: [LayerShares]
  /// Bytes kept for time saved.
  package let trades: [Trade]
  /// What the exponents amount to; without a single one of time nothing was put to the test.
  package let exponentVerdict: Verdict
  /// Whether products have most FLOPs on every layer; without a layer nothing was put to the test.
  package let claimVerdict: Verdict
  /// What counts, exponents and the claim by operation count amount to.
  package let verdict: Verdict
  /// What was set aside or could not be judged, one sentence each, without a full stop.
  package let notes: [String]

  /// Judges a file.
  ///
  /// - Parameters:
  ///   - file: its rows.
  ///   - machine: the one that measured, where it is known; its rates are what products and copies
  ///     are compared with, and its L2 cache is what tiles were cut for.
  ///   - caches: those of the machine that measured, where they are known by other means; without
  ///     its facts, a file that was measured on processors of this machine's name had such caches.
  package init(of file: ResultsFile, machine: Machine?, caches: Caches? = nil) {
    let caches = machine?.processor.caches ?? caches ?? Self.caches(of: file) ?? Caches()
    let l2Bytes = Self.tilingL2Bytes(of: file, machine: machine)
    let evidence = Evidence(
      file, tiles: Tiles(l2Bytes: l2Bytes), caches: caches)
    let points = Set(evidence.rows.map(\.point))
    let parameters = Parameter.slides.map { Held(but: $0) }
    self.file = file.name
    self.machine = machine
    self.caches = caches
    counts = CountCheck(evidence)
    exactExponents = Self.exactExponents(evidence, along: parameters)
    timeExponents = evidence.subjects.flatMap { subject in
      parameters.compactMap { held in
        TimeExponent(subject, evidence.observations[subject] ?? [], along: held)
      }
    }
    fits = evidence.subjects.flatMap {
      CostFit.fits($0, evidence.observations[$0] ?? [])
    }
    shares = LayerShares.all(evidence, rates: machine?.rates)
    trades = Trade.all(evidence, along: parameters)
    let timed: [Verdict] = timeExponents.isEmpty ? [.inconclusive] : timeExponents.map(\.verdict)
    exponentVerdict = .all(exactExponents.map(\.verdict) + timed)
    claimVerdict = shares.isEmpty ? .inconclusive : .all(shares.map(\.verdict))
    verdict = .all([counts.verdict, exponentVerdict, claimVerdict])
    notes =
      Self.notes(onProcessorsOf: file) + evidence.notes + Self.notes(on: parameters, of: points)
      + (caches == Caches()
        ? ["the caches of the machine that measured are unknown: no level is told apart"] : [])
      + (evidence.hasUnknownTiles
        ? ["its tiles' width is unknown too: peak_bytes is compared with the file's own formula"]
        : [])
  }

  /// The L2 cache that tiles were cut for; `nil` for a machine that has left no facts and is not this.
  private static func tilingL2Bytes(
    of file: ResultsFile, machine: Machine?, here: Processor = .ofThisMachine()
  ) -> Int? {
    // Facts that do not tell what tiles were cut for are of a version that asked the system only.
    if let bytes = machine?.tilingL2Bytes ?? machine?.processor.caches.l2Bytes { return bytes }
    return file.rows.allSatisfy { $0.cpu == nil || $0.cpu == here.name } ? Strategies.l2Bytes : nil
  }

  private static func caches(
    of file: ResultsFile, here: Processor = .ofThisMachine()
  ) -> Caches? {
    here.name != nil && file.rows.allSatisfy { $0.cpu == here.name } ? here.caches : nil
  }

  private static func exactExponents(
    _ evidence: Evidence, along parameters: [Held]
  ) -> [ExactExponent] {
    let rows = Dictionary(grouping: evidence.rows) { Subject($0.strategy, $0.operation) }
    return evidence.subjects.flatMap { subject in
      parameters.flatMap {
        ExactExponent.exponents(subject, rows: rows[subject] ?? [], of: evidence, along: $0)
      }
    }
  }

  /// A word where machines were mixed, as `--resume=force` and `merge` may do.
  private static func notes(onProcessorsOf file: ResultsFile) -> [String] {
    let names = Set(file.rows.compactMap(\.cpu))
    guard names.count > 1 else { return [] }
    return [
      "the rows come from \(names.count) processors (\(names.sorted().joined(separator: ", "))): "
        + "times of different ones do not compare, and levels are told apart by the first's caches"
    ]
  }

  /// A word on each parameter that was not swept.
  private static func notes(on parameters: [Held], of points: Set<Point>) -> [String] {
    guard !points.isEmpty else { return [] }
    return parameters.compactMap { held in
      let most = held.lines(of: Array(points), point: \.self).map(\.values.count).max() ?? 0
      guard most < 3 else { return nil }
      return "with the rest held \(held.parameter.rawValue) takes "
        + (most < 2 ? "a single value" : "two values only")
        + ": nothing is said of the time's exponent"
    }
  }
}
