import Analysis

/// Overhead and coefficient of each operation.
struct FitSection {
  let section: VerificationSection?

  init(_ verification: Verification, isComplete: Bool) {
    let fits = isComplete ? verification.fits : Self.largest(verification.fits)
    guard !fits.isEmpty else {
      section = nil
      return
    }
    let names = ConditionNames(verification.fits.map(\.conditions))
    var table = TextTable(
      [
        ("strategy", .left), ("operation", .left), ("level", .left), ("points", .right),
        ("overhead", .left), ("coefficient", .left), ("largest point", .left),
      ] + (names.differ ? [("at", .left)] : []), leading: 2)
    for fit in fits {
      let cells = [
        fit.subject.strategy.name, fit.subject.operation.name, fit.residences.short,
        "\(fit.points)",
        fit.overhead.text(Units.time),
        fit.coefficient.text { Units.number(1e12 * $0, decimals: 1) } + " ps/\(fit.unit.rawValue)",
        "\(Units.time(fit.prediction.measured)), predicted "
          + Units.change(fit.prediction.relativeError),
      ]
      table.add(cells + (names.differ ? [names.short(fit.conditions)] : []))
    }
    section = VerificationSection(
      title: "Fits",
      sentences: [
        "time = overhead + coefficient × formula inside one level, by least relative errors, with 95 % "
          + "intervals by bootstrap; the largest point took no part and is predicted."
      ],
      table: table)
  }

  /// Of each operation the level and conditions with most points; fits come sorted so.
  private static func largest(_ fits: [CostFit]) -> [CostFit] {
    var known: Set<Subject> = []
    return fits.filter { known.insert($0.subject).inserted }
  }
}
