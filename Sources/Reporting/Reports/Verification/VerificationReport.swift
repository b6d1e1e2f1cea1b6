import Analysis
import Convolution
import Machine
import Measurement
import Results

/// What `phibench verify` found.
package struct VerificationReport: Sendable {
  package let verification: Verification
  /// What keeping φ costs and saves.
  let trades: TradeReport
  /// What a reader should know of the file.
  private let issues: [DatasetIssue]
  /// Whether everything is listed, not only what a reader at a terminal wants to see.
  let isComplete: Bool
  /// Whether what keeping φ costs and saves is a part of it, and not of what stands around it.
  let showsTrades: Bool

  package init(
    _ verification: Verification, issues: [DatasetIssue] = [], isComplete: Bool = false,
    showsTrades: Bool = true
  ) {
    self.verification = verification
    trades = TradeReport(verification.trades.map { (nil, $0) })
    self.issues = issues
    self.isComplete = isComplete
    self.showsTrades = showsTrades
  }

  /// All values, as one object; times are in seconds, sizes in bytes.
  package func json() throws -> String { try JSON.text(verification) }

  package var document: Document {
    Document(
      summary: summary, counts + executions + exponents + fits + shares + storing + notes)
  }

  private var notes: [Document.Block] {
    var notes = issues.map(\.sentence)
    notes += Parameter.slides.compactMap { parameter in
      verification.unswept[parameter].map {
        "\(parameter.rawValue) takes "
          + ($0 < 2 ? "a single value" : "two values only")
          + ": nothing is said of the time's exponent"
      }
    }
    if verification.caches == .unknown {
      notes.append("the caches of the machine that measured are unknown: no level is told apart")
    }
    if verification.hasUnknownTiles {
      notes.append(
        "the width of tiles is unknown: peak_bytes is compared with the file's own formula")
    }
    return notes.isEmpty ? [] : [.heading("Notes"), .list(notes.map { "\($0)." })]
  }

  // MARK: - Summary

  private typealias Statement = (text: String, verdict: String, style: TextStyle, reason: String)

  private var summary: [Document.Block] {
    let machine = verification.machine
    let origin = [
      verification.file, machine?.processor.name,
      machine.map { "OpenBLAS's \($0.blas.kernel.name)" },
    ]
    return [
      .heading("Do the slides' formulas hold?"),
      .paragraph(origin.compactMap(\.self).joined(separator: ", ") + "."),
      .table(
        Table(
          statements,
          [
            .left("statement", style: { $0.reason.isEmpty ? .strong : .plain }) { $0.text },
            .left("verdict", style: { $0.style }) { $0.verdict },
            .left("by") { $0.reason },
          ])),
    ]
  }

  private var statements: [Statement] {
    let counts = verification.counts
    let held = counts.cells - counts.differences.count
    let inTime = verification.shares.map(\.isBottleneckInTime)
    var statements = [
      statement(
        "counts and bytes equal their formulas", counts.verdict,
        "\(Units.count(held)) of \(Units.count(counts.cells, "cell"))"),
      statement(
        "times grow no faster than their formulas", verification.exponentVerdict,
        growth),
      statement(
        "products have most of the operations", verification.claimVerdict,
        Self.passed(verification.shares.map(\.verdict))),
    ]
    if let executions = verification.executions {
      statements.insert(
        statement(
          "steps execute all that their formulas say", executions.verdict,
          "\(Units.count(executions.steps.count - executions.lacking.count)) of "
            + Units.count(executions.steps.count)), at: 1)
    }
    if !inTime.isEmpty {
      let reason = "\(inTime.count { $0 == .yes }) of \(inTime.count)"
      statements.append(("products take most of the time", Self.answer(inTime), .plain, reason))
    }
    for trade in verification.trades where showsTrades {
      let text = "storing φ is faster than \(trade.other), at \(trades.place(trade))"
      statements.append((text, trade.storingIsFaster.rawValue, .plain, "× \(trade.ratio.words)"))
    }
    return statements + [statement("all formulas", verification.verdict, "")]
  }

  private func statement(_ text: String, _ verdict: Verdict, _ reason: String) -> Statement {
    (text, verdict.rawValue, verdict.style, reason)
  }

  /// How many exponents have which verdict, such as `Θ 220, O 5, ? 3 of 228`.
  private var growth: String {
    let verdicts = verification.exponents.map(\.verdict)
    let counts = [GrowthVerdict.theta, .o, .fail, .inconclusive].compactMap { verdict in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? "\(verdict.mark) \(Units.count(count))" : nil
    }
    return "\(counts.joined(separator: ", ")) of \(Units.count(verdicts.count))"
  }

  /// How many verdicts are good.
  private static func passed(_ verdicts: [Verdict]) -> String {
    "\(Units.count(verdicts.count { $0 == .pass })) of \(Units.count(verdicts.count))"
  }

  private static func answer(_ answers: [Answer]) -> String {
    if let first = answers.first, answers.allSatisfy({ $0 == first }) { return first.rawValue }
    return answers.contains(.yes) ? "in part" : Answer.undecided.rawValue
  }
}

extension Verdict {
  var style: TextStyle {
    switch self {
    case .pass: .good
    case .inconclusive: .caution
    case .fail: .bad
    }
  }
}

extension Interval {
  /// The value and both ends, each as a text.
  func text(_ number: (Double) -> String) -> String {
    Estimate(median: value, low: low, high: high).text(number)
  }

  /// The value give or take half of the interval.
  var plusMinus: String { "\(Units.number(value)) ± \(Units.number(halfWidth))" }
}
