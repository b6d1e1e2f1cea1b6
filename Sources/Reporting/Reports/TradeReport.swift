import Analysis

/// What keeping φ costs and saves, for every report that says so: an answer in a few sentences, and the
/// table that it is taken from.
struct TradeReport {
  private let trades: [(title: String?, trade: Trade)]
  private let conditions: Distinctions

  /// The trades of one run, or of several under their titles.
  init(_ trades: [(title: String?, trade: Trade)]) {
    self.trades = trades
    conditions = Distinctions(trades.map(\.trade.conditions.named))
  }

  var isEmpty: Bool { trades.isEmpty }

  /// At which points, as far as it tells one trade from others.
  func place(_ trade: Trade) -> String {
    let scope = trades.contains { $0.trade.scope != trade.scope } ? trade.scope.rawValue : ""
    let words = [scope, conditions.words(trade.conditions.named)].filter { !$0.isEmpty }
    return words.isEmpty ? "all points" : words.joined(separator: ", ")
  }

  /// For each run and each of its conditions what keeping φ comes to against the strategy that takes
  /// least time there.
  var answers: [String] {
    trades.grouped { "\($0.title ?? "") \($0.trade.scope) \($0.trade.conditions)" }
      .compactMap { $0.elements.min { $0.trade.ratio.median < $1.trade.ratio.median } }
      .map { title, trade in
        (title.map { "\($0), " } ?? "") + "\(place(trade)): \(sentence(trade))"
      }
  }

  private func sentence(_ trade: Trade) -> String {
    let (keeper, other, counts) = (trade.keeper, trade.other, trade.counts)
    let answer =
      switch trade.storingIsFaster {
      case .yes: "\(keeper) is faster than \(other)"
      case .no: "\(keeper) is slower than \(other)"
      case .undecided: "it is undecided whether \(keeper) is faster than \(other)"
      }
    return "\(answer), which takes \(trade.ratio.words) × the time"
      + (trade.peakRatio.map { " in \(Units.number($0)) × the memory" } ?? "")
      + " (geometric means); \(keeper) wins at \(Units.count(counts.faster, "point")), loses at "
      + "\(Units.count(counts.slower)), \(Units.count(counts.undecided)) undecided."
  }

  static let legend =
    "Faster, slower, undecided: at how many points keeping φ is so, by 95 % intervals of whole steps, "
    + "taken pair by pair if strategies took turns. Time, memory: the other's step and peak as a part of "
    + "those of keeping φ, geometric means. Points where φ(pad(Z)) is Z itself have nothing to keep."

  var table: Table {
    let rows = trades.map { Row(title: $0.title, trade: $0.trade) }
    let columns: [Table.Column<Row>] = [
      .left("at") { place($0.trade) },
      .left("against") { $0.trade.other.name },
      .right("points") { Units.count($0.trade.points.count) },
      .right("faster") { Units.count($0.counts.faster) },
      .right("slower") { Units.count($0.counts.slower) },
      .right("undecided") { Units.count($0.counts.undecided) },
      .left("time") { $0.trade.ratio.words },
      .right("memory") { $0.trade.peakRatio.map { Units.number($0) } ?? "" },
      .left("µs saved per MiB") {
        $0.trade.savedSecondsPerMebibyte.text { Units.number(1e6 * $0, decimals: 1) }
      },
      .right("keeps up to") { $0.trade.points.map(\.keptBytes).max().map(Units.bytes) ?? "" },
      .left("least time") { $0.words($0.extremes.least) },
      .left("most time") { $0.words($0.extremes.most) },
      .left("rows") {
        [$0.extremes.least, $0.extremes.most].compactMap(\.rows.last)
          .distinct.map(\.description).joined(separator: ", ")
      },
    ]
    guard trades.contains(where: { $0.title != nil }) else {
      return Table(rows, leading: 2, columns)
    }
    return Table(rows, leading: 3, [.left("run") { $0.title ?? "" }] + columns)
  }

  /// A row of the table: a trade, and what is computed from its points once.
  private struct Row {
    let title: String?
    let trade: Trade
    let counts: (faster: Int, slower: Int, undecided: Int)
    let extremes: (least: TradePoint, most: TradePoint)
    private let names: PointNames

    init(title: String?, trade: Trade) {
      self.title = title
      self.trade = trade
      counts = trade.counts
      extremes = trade.extremes
      names = PointNames(trade.points.map(\.point))
    }

    /// The ratio at one of its points, and which that is.
    func words(_ point: TradePoint) -> String {
      "\(Units.number(point.ratio.median)) (\(names.name(point.point)))"
    }
  }

  /// Where keeping φ and doing without change places.
  var crossovers: [Document.Block] {
    typealias Row = (title: String?, trade: Trade, crossover: Crossover)
    let rows = trades.flatMap { title, trade in
      trade.crossovers.map { (title, trade, $0) as Row }
    }
    let titles: [Table.Column<Row>] =
      rows.contains { $0.title != nil } ? [.left("run") { $0.title ?? "" }] : []
    guard !rows.isEmpty else {
      return [.paragraph("Nowhere along an axis do the two cross over for sure.")]
    }
    let held = Distinctions(rows.map(\.crossover.held))
    let columns: [Table.Column<Row>] = [
      .left("against") { $0.trade.other.name },
      .left("at") { place($0.trade) },
      .left("in") { $0.crossover.parameter.rawValue },
      .right("between") { "\($0.crossover.from)…\($0.crossover.to)" },
      .right("about") { Units.number($0.crossover.at, decimals: 1) },
      .left("keeping φ is faster") { $0.crossover.keepingIsFasterAbove ? "above" : "below" },
      .left("held") { held.words($0.crossover.held) },
    ]
    return [
      .paragraph("Crossovers:"), .table(Table(rows, leading: titles.count + 4, titles + columns)),
    ]
  }
}
