import Analysis

/// What keeping φ costs and saves.
struct TradeSection {
  let section: VerificationSection?

  init(_ verification: Verification) {
    guard !verification.trades.isEmpty else {
      section = nil
      return
    }
    let crossovers = verification.trades.flatMap { trade in trade.crossovers.map { (trade, $0) } }
    let names = HeldNames(verification)
    let conditions = ConditionNames(verification.trades.map(\.conditions))
    var table = TextTable(
      [
        ("against", .left), ("at", .left), ("in", .left), ("between", .right), ("about", .right),
        ("keeping φ is faster", .left), ("held", .left),
      ], leading: 4)
    for (trade, crossover) in crossovers {
      table.add([
        trade.other.name, Self.place(trade, conditions), crossover.parameter.rawValue,
        "\(crossover.from)…\(crossover.to)",
        Units.number(crossover.at, decimals: 1), crossover.keepingIsFasterAbove ? "above" : "below",
        names.short(crossover.held, along: crossover.parameter),
      ])
    }
    section = VerificationSection(
      title: "Does storing φ suit this CPU?",
      sentences: verification.trades.map { Self.sentence($0, conditions) }
        + [
          crossovers.isEmpty
            ? "Nowhere along an axis do the two cross over for sure." : "Crossovers:"
        ],
      table: crossovers.isEmpty ? nil : table)
  }

  /// At which points, as far as it tells one trade from others.
  static func place(_ trade: Trade, _ names: ConditionNames) -> String {
    [trade.scope.rawValue, names.short(trade.conditions)].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  static func sentence(_ trade: Trade, _ names: ConditionNames) -> String {
    let counts = trade.counts
    return
      "Against \(trade.other), at \(place(trade, names)), it \(trade.storingIsFaster.words): its step takes "
      + "\(trade.ratio.words) times \(trade.keeper)'s (geometric mean), and keeping "
      + "φ saves \(trade.savedSecondsPerMebibyte.text { Units.number(1e6 * $0, decimals: 1) }) µs per MiB "
      + "kept (median). It is faster at \(counts.faster), slower at \(counts.slower), and undecided at "
      + "\(counts.undecided) of \(trade.points.count) points."
  }
}
