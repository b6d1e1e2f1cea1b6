import Analysis
import Convolution

extension VerificationReport {
  var shares: [Document.Block] {
    let shares = verification.shares
    guard !shares.isEmpty else { return [] }
    // The caches have a column of their own.
    let at = Distinctions(shares.map { $0.conditions.inCache(.hot).named })
    // A layer that was measured both ways is shown as its step repeats, unless all is wanted.
    func key(_ share: OperationShares) -> [String] {
      [share.layer ?? "", share.strategy.name, "\(share.conditions.inCache(.hot))"]
    }
    let hot = Set(shares.filter { $0.conditions.cache == .hot }.map(key))
    let columns: [Table.Column<OperationShares>] = [
      .left("layer") {
        ($0.layer ?? "").isEmpty ? Units.count($0.points, "unnamed point") : $0.layer ?? ""
      },
      .left("cache") { $0.conditions.cache.rawValue },
      .left("strategy") { $0.strategy.name },
      .right("products' FLOPs") { Units.percent($0.productFlopShare) },
      .left("products' time") {
        $0.productTimeShare?.text { Units.percent($0, decimals: 0) } ?? ""
      },
      .right("elements of φ, col2im") { Self.expansion($0) { $0.elements ?? 0 } },
      .right("their time") { Self.expansion($0, \.time) },
    ]
    let rates: [Table.Column<OperationShares>] = Self.rated.map { operation in
      .left(operation.name) { share in
        share.operations.first { $0.operation == operation }.map(Self.rate) ?? ""
      }
    }
    return [
      .heading("Are matrix products the bottleneck?"),
      .paragraph(([Self.sum(shares)] + Self.gaps(shares) + [peaks]).joined(separator: " ")),
      .table(
        Table(
          shares.filter {
            isComplete || $0.conditions.cache == .hot || !hot.contains(key($0))
          }, leading: 3,
          columns + rates + at.columns { $0.conditions.inCache(.hot).named })),
    ]
  }

  private static let rated: [Convolution.Operation] = [
    .phi, .phiAgain, .col2im, .gemmS, .gemmDW, .gemmV,
  ]

  /// What φ and col2im have of something, taken together.
  private static func expansion(
    _ share: OperationShares, _ part: (OperationShare) -> Double
  ) -> String {
    guard share.timedPoints > 0 else { return "" }
    let expansions = share.operations.filter {
      [.phi, .phiAgain, .col2im].contains($0.operation)
    }
    return Units.percent(expansions.map(part).reduce(0, +), decimals: 0)
  }

  private static func rate(_ share: OperationShare) -> String {
    let rate = share.flopRate.map(Units.flopRate) ?? share.byteRate.map(Units.byteRate) ?? ""
    return rate + (share.partOfPeak.map { " (\(Units.percent($0, decimals: 0)))" } ?? "")
  }

  private static func sum(_ shares: [OperationShares]) -> String {
    func range(_ parts: [Double]) -> String {
      let low = Units.percent(parts.min() ?? 0, decimals: 0)
      let high = Units.percent(parts.max() ?? 0, decimals: 0)
      return low == high ? low : "\(low) to \(high)"
    }
    let operations = "\(range(shares.map(\.productFlopShare))) of the operations"
    let times = shares.compactMap { $0.productTimeShare?.median }
    let undecided = shares.count { $0.isBottleneckInTime == .undecided }
    let inTime =
      "\(shares.count { $0.isBottleneckInTime == .yes })"
      + (undecided > 0 ? " (\(undecided) undecided)" : "") + " of \(shares.count)"
    return times.isEmpty
      ? "At these sizes products have \(operations); no point has the times of all its own."
      : "At these sizes products take \(range(times)) of the time for \(operations); by time they "
        + "are the bottleneck in \(inTime) layers × strategies × conditions."
  }

  /// What rows are missing for.
  private static func gaps(_ shares: [OperationShares]) -> [String] {
    let all = shares.map(\.points).reduce(0, +)
    let unproved = shares.map(\.pointsWithoutProducts).reduce(0, +)
    let untimed = all - shares.map(\.timedPoints).reduce(0, +)
    return [
      (unproved, "a product has no row: that products have most of the operations is not shown"),
      (untimed, "an operation has no time: they take no part in shares of time"),
    ].filter { $0.0 > 0 }.map { "At \(Units.count($0)) of \(Units.count(all, "point")) \($1)." }
  }

  private var peaks: String {
    guard let rates = verification.machine?.rates else {
      return "The machine's file has no rates of SGEMM and of a copy: no part of a peak is given."
    }
    return
      "Parts are of \(rates.fmaGFLOPs == nil ? "SGEMM at 1024³" : "the multiply-add units"), "
      + "\(Units.flopRate(1e9 * rates.peakGFLOPs)), and of a copy in "
      + "memory, \(Units.byteRate(1e9 * rates.copyGBs)), measured in the same run; data in a cache "
      + "may be faster than a copy in memory."
  }

  // MARK: - Storing φ

  var storing: [Document.Block] {
    guard showsTrades, !verification.trades.isEmpty else { return [] }
    return [
      .heading("Does storing φ suit this CPU?"), .list(trades.answers), .table(trades.table),
      .paragraph(TradeReport.legend, .faint),
    ] + trades.crossovers
  }
}
