import Analysis

extension VerificationReport {
  /// What an emulator counted by the instruction: each strategy's steps, what of it the formula and
  /// OpenBLAS's contract explain, and what is left.
  var executions: [Document.Block] {
    guard let executions = verification.executions else { return [] }
    let strategies = executions.steps.grouped(by: \.strategy)
    let sums = strategies.map { strategy, steps in
      (name: strategy.name, steps: steps.count, surplus: Surplus.sum(steps.map(\.surplus)))
    }
    let total = Surplus.sum(sums.map(\.surplus))
    let lacking = executions.lacking.map {
      "\($0.row): \($0.strategy)'s step executed \(Units.count($0.surplus.executed)) FLOPs, fewer "
        + "than the formula's \(Units.count($0.surplus.formula)) (\($0.point))."
    }
    return [
      .heading("FLOPs by the instruction"),
      .paragraph(
        "An emulator counted \(Units.count(executions.steps.count, "step")): "
          + "\(Units.count(total.executed)) FLOPs, of which the formulas have "
          + "\(Units.count(total.formula)) and OpenBLAS's contract (α, C) "
          + "\(Units.count(total.contract)); \(Units.count(total.rest)) are left, "
          + "\(Units.change(total.share)): what a kernel adds of its own, and lanes beyond a matrix's "
          + "edge."),
      .table(
        Table(
          sums,
          [
            .left("strategy") { $0.name },
            .right("steps") { Units.count($0.steps) },
            .right("formula") { Units.count($0.surplus.formula) },
          ] + Surplus.columns(\.surplus))),
    ] + (lacking.isEmpty ? [] : [.list(lacking)])
  }
}

extension Surplus {
  /// Columns of a table that show surpluses.
  static func columns<Element>(
    _ surplus: @escaping (Element) -> Surplus
  ) -> [Table.Column<Element>] {
    [
      .right("executed") { Units.count(surplus($0).executed) },
      .right("by contract") { Units.count(surplus($0).contract) },
      .right("left") { Units.count(surplus($0).rest) },
      .right("of all") { Units.change(surplus($0).share) },
    ]
  }
}
