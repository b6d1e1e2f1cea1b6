import Analysis
import Convolution

/// All verdicts, and the findings that are none.
struct SummarySection {
  let section: VerificationSection?

  init(_ verification: Verification) {
    var table = TextTable([("statement", .left), ("verdict", .left), ("by", .left)])
    func add(_ statement: String, _ verdict: Verdict, _ reason: String) {
      table.add([(statement, .plain), (verdict.rawValue, verdict.style), (reason, .plain)])
    }
    let counts = verification.counts
    add(
      "counts and bytes equal their formulas", counts.verdict,
      "\(Units.count(counts.cells - counts.differences.count)) of \(Units.count(counts.cells)) cells"
    )
    let exact = verification.exactExponents
    add(
      "counts and bytes grow as their formulas",
      exact.isEmpty ? .inconclusive : .all(exact.map(\.verdict)),
      Self.passed(exact.map(\.verdict)))
    let time = verification.timeExponents.map(\.verdict)
    add(
      "times grow no faster than their formulas", time.isEmpty ? .inconclusive : .all(time),
      Self.passed(time))
    add(
      "products have most of the operations", verification.claimVerdict,
      Self.passed(verification.shares.map(\.verdict)))
    let inTime = verification.shares.map(\.isBottleneckInTime)
    if !inTime.isEmpty {
      table.add([
        "products take most of the time", Self.answer(inTime),
        "\(inTime.count { $0 == .yes }) of \(inTime.count)",
      ])
    }
    let names = ConditionNames(verification.trades.map(\.conditions))
    for trade in verification.trades {
      table.add([
        "storing φ is faster than \(trade.other), at \(TradeSection.place(trade, names))",
        trade.storingIsFaster.rawValue,
        "× \(trade.ratio.words)",
      ])
    }
    let verdict = verification.verdict
    table.add([("all formulas", .strong), (verdict.rawValue, verdict.style), ("", .plain)])
    section = VerificationSection(
      title: "Do the slides' formulas hold?",
      sentences: [
        "\(verification.file)" + (Self.machine(verification).map { ", \($0)" } ?? "") + "."
      ],
      table: table)
  }

  private static func passed(_ verdicts: [Verdict]) -> String {
    "\(Units.count(verdicts.count { $0 == .pass })) of \(Units.count(verdicts.count))"
  }

  private static func answer(_ answers: [Answer]) -> String {
    if let first = answers.first, answers.allSatisfy({ $0 == first }) { return first.rawValue }
    return answers.contains(.yes) ? "in part" : Answer.undecided.rawValue
  }

  private static func machine(_ verification: Verification) -> String? {
    guard let machine = verification.machine else { return nil }
    return [machine.processor.name, "OpenBLAS's \(machine.blas.kernel.name)"]
      .compactMap(\.self).joined(separator: ", ")
  }
}
