import Analysis
import Convolution

/// The claim that products are the bottleneck, layer by layer.
struct ShareSection {
  let section: VerificationSection?

  init(_ verification: Verification, isComplete: Bool) {
    let shares = verification.shares
    guard !shares.isEmpty else {
      section = nil
      return
    }
    // What a layer was measured under beside the caches, which have a column of their own.
    let names = ConditionNames(shares.map { $0.conditions.inCache(.hot) })
    let measured: [(Operation, String)] = [
      (.phi, "phi"), (.phiAgain, "phi_again"), (.col2im, "col2im"), (.gemmS, "gemm_s"),
      (.gemmDW, "gemm_dw"), (.gemmV, "gemm_v"),
    ]
    var table = TextTable(
      [
        ("layer", .left), ("cache", .left), ("strategy", .left), ("products' FLOPs", .right),
        ("products' time", .left), ("elements of φ, col2im", .right), ("their time", .right),
      ] + measured.map { ($0.1, .left) } + (names.differ ? [("at", .left)] : []), leading: 3)
    // A layer that was measured both ways is shown as its step repeats, unless all is wanted.
    func key(_ share: LayerShares) -> [String] {
      [share.layer, share.strategy.name, "\(share.conditions.inCache(.hot))"]
    }
    let hot = Set(shares.filter { $0.conditions.cache == .hot }.map(key))
    for share in shares
    where isComplete || share.conditions.cache == .hot || !hot.contains(key(share)) {
      let expansion = share.operations.filter { Self.expansions.contains($0.operation) }
      table.add(
        [
          Self.name(share), share.conditions.cache.rawValue, share.strategy.name,
          Units.percent(share.productFlopShare),
          share.productTimeShare?.text { Units.percent($0, decimals: 0) } ?? "",
          share.timedPoints == 0
            ? "" : Units.percent(expansion.compactMap(\.elements).reduce(0, +), decimals: 0),
          share.timedPoints == 0
            ? "" : Units.percent(expansion.map(\.time).reduce(0, +), decimals: 0),
        ]
          + measured.map { operation, _ in
            share.operations.first { $0.operation == operation }.map(Self.rate) ?? ""
          } + (names.differ ? [names.short(share.conditions.inCache(.hot))] : []))
    }
    section = VerificationSection(
      title: "Are matrix products the bottleneck?",
      sentences: [Self.verdict(shares)] + Self.gaps(shares) + Self.peaks(verification),
      table: table)
  }

  private static let expansions: [Operation] = [.phi, .phiAgain, .col2im]

  private static func name(_ share: LayerShares) -> String {
    share.layer.isEmpty ? "\(share.points) unnamed points" : share.layer
  }

  private static func rate(_ share: OperationShare) -> String {
    let rate = share.flopRate.map(Units.flopRate) ?? share.byteRate.map(Units.byteRate) ?? ""
    return rate + (share.partOfPeak.map { " (\(Units.percent($0, decimals: 0)))" } ?? "")
  }

  private static func verdict(_ shares: [LayerShares]) -> String {
    func range(_ parts: [Double]) -> String {
      let low = Units.percent(parts.min() ?? 0, decimals: 0)
      let high = Units.percent(parts.max() ?? 0, decimals: 0)
      return low == high ? low : "\(low) to \(high)"
    }
    let operations = "\(range(shares.map(\.productFlopShare))) of the operations"
    let times = shares.compactMap { $0.productTimeShare?.median }
    guard !times.isEmpty else {
      return "At these sizes products have \(operations); no point has the times of all its own."
    }
    return
      "At these sizes products take \(range(times)) of the time for \(operations); by time they "
      + "are the bottleneck \(LayerShares.inTime(shares)) layers × strategies × conditions."
  }

  /// What rows are missing for.
  private static func gaps(_ shares: [LayerShares]) -> [String] {
    let all = shares.map(\.points).reduce(0, +)
    let unproved = shares.map(\.pointsWithoutProducts).reduce(0, +)
    let untimed = all - shares.map(\.timedPoints).reduce(0, +)
    return [
      (unproved, "a product has no row: that products have most of the operations is not shown"),
      (untimed, "an operation has no time: they take no part in shares of time"),
    ].filter { $0.0 > 0 }.map { "At \(Units.count($0)) of \(Units.count(all)) points \($1)." }
  }

  private static func peaks(_ verification: Verification) -> [String] {
    guard let rates = verification.machine?.rates else {
      return [
        "SGEMM's and a copy's rates are not in the machine's file: no part of a peak is given."
      ]
    }
    return [
      "Parts are of SGEMM at 1024³, \(Units.flopRate(1e9 * rates.sgemmGFLOPs)), and of a copy in "
        + "memory, \(Units.byteRate(1e9 * rates.copyGBs)), measured in the same run; data in a cache "
        + "may be faster than a copy in memory."
    ]
  }
}

extension LayerShares {
  /// In how many products take most of the time, and in how many the intervals do not tell.
  static func inTime(_ shares: [LayerShares]) -> String {
    func count(_ answer: Answer) -> Int { shares.count { $0.isBottleneckInTime == answer } }
    let undecided = count(.undecided)
    return "in \(count(.yes))" + (undecided > 0 ? " (\(undecided) undecided)" : "")
      + " of \(shares.count)"
  }
}
