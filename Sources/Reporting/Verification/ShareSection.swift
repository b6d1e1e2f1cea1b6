import Complexity
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
    let measured: [(Operation, String)] = [
      (.phi, "phi"), (.phiAgain, "phi_again"), (.col2im, "col2im"), (.gemmS, "gemm_s"),
      (.gemmDW, "gemm_dw"), (.gemmV, "gemm_v"),
    ]
    var table = TextTable(
      [
        ("layer", .left), ("cache", .left), ("strategy", .left), ("products' FLOPs", .right),
        ("products' time", .left), ("elements of φ, col2im", .right), ("their time", .right),
      ] + measured.map { ($0.1, .left) }, leading: 3)
    // A layer that was measured both ways is shown as its step repeats, unless all is wanted.
    let hot = Set(shares.filter { $0.cache == .hot }.map { [$0.layer, $0.strategy] })
    for share in shares
    where isComplete || share.cache == .hot || !hot.contains([share.layer, share.strategy]) {
      let expansion = share.operations.filter { Self.expansions.contains($0.operation) }
      table.add(
        [
          Self.name(share), share.cache.rawValue, share.strategy,
          Units.percent(share.productFlopShare),
          share.productTimeShare.text { Units.percent($0, decimals: 0) },
          Units.percent(expansion.compactMap(\.elements).reduce(0, +), decimals: 0),
          Units.percent(expansion.map(\.time).reduce(0, +), decimals: 0),
        ]
          + measured.map { operation, _ in
            share.operations.first { $0.operation == operation }.map(Self.rate) ?? ""
          })
    }
    section = VerificationSection(
      title: "Are matrix products the bottleneck?",
      sentences: [Self.verdict(shares)]
        + Self.peaks(verification), table: table)
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
    let flops = shares.map(\.productFlopShare)
    let times = shares.map(\.productTimeShare.median)
    func range(_ parts: [Double]) -> String {
      let low = Units.percent(parts.min() ?? 0, decimals: 0)
      let high = Units.percent(parts.max() ?? 0, decimals: 0)
      return low == high ? low : "\(low) to \(high)"
    }
    let inTime = shares.count { $0.isBottleneckInTime == .yes }
    return "At these sizes products take \(range(times)) of the time for \(range(flops)) of the "
      + "operations; by time they are the bottleneck in \(inTime) of \(shares.count) layers × strategies × caches."
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
