import Analysis

/// Where working sets pass a cache's size, and what that does to the time.
struct BendSection {
  let section: VerificationSection?

  /// A bend where time per element or FLOP rises by less is not worth a line at a terminal; where it
  /// falls, fixed costs are shared by more elements.
  private static let least = 1.2

  init(_ verification: Verification, isComplete: Bool) {
    let bends = verification.timeExponents.flatMap { exponent in
      exponent.bends.map { (exponent, $0) }
    }
    guard !bends.isEmpty else {
      section = nil
      return
    }
    let names = HeldNames(verification)
    let shown = bends.filter { _, bend in
      isComplete || bend.unitTimeRatio >= Self.least
    }
    var table = TextTable(
      [
        ("strategy", .left), ("operation", .left), ("bend", .left), ("from", .left), ("to", .left),
        ("time per unit", .right), ("held", .left),
      ], leading: 3)
    for (exponent, bend) in shown {
      table.add([
        exponent.subject.strategy.name, exponent.subject.operation.name,
        "\(exponent.parameter.rawValue) \(bend.from)…\(bend.to)", bend.before.short,
        bend.after.short, "× \(Units.number(bend.unitTimeRatio))",
        names.short(bend.held, along: exponent.parameter),
      ])
    }
    let rest = bends.count - shown.count
    section = VerificationSection(
      title: "Bends between levels",
      sentences: [
        "Between these values the working set (tile / mini-batch) passes from one level to another; "
          + "time per element or FLOP then changes, which is no exponent."
          + (rest > 0 ? " \(Units.count(rest)) more bends raise it by less, or lower it." : "")
      ],
      table: shown.isEmpty ? nil : table)
  }
}
