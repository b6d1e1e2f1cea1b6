import Convolution
import Measurement
import Sweeps

/// Where one strategy's time goes on one layer, beside where the operations are counted.
public struct LayerShares: Sendable, Codable {
  /// The layer's name; empty for all points that have none, taken together.
  public let layer: String
  /// Whose time.
  public let strategy: String
  /// What a step found in the caches.
  public let cache: CacheState
  /// Points that are summed up.
  public let points: Int
  /// The operations that were executed, in their order.
  public let operations: [OperationShare]
  /// The products' part of all FLOPs.
  public let productFlopShare: Double
  /// The products' part of the time. The ends assume that all products are at one end of their
  /// intervals and all others at the opposite one.
  public let productTimeShare: Estimate

  /// The slides' claim: matrix products are the bottleneck by operation count.
  public let verdict: Verdict
  /// Whether they are so by time, too.
  public let isBottleneckInTime: Answer

  /// Sums up the layers of a file.
  static func all(_ evidence: Evidence, rates: MachineRates?) -> [LayerShares] {
    struct Group: Hashable {
      let layer: String
      let strategy: String
      let cache: CacheState
    }
    var order: [Group] = []
    var rows: [Group: [RecordedRow]] = [:]
    for row in evidence.rows where row.operation.parts.isEmpty && (row.time?.median ?? 0) > 0 {
      let group = Group(layer: row.point.layer, strategy: row.strategy, cache: row.point.cache)
      if rows[group] == nil { order.append(group) }
      rows[group, default: []].append(row)
    }
    return order.compactMap { group in
      guard let rows = rows[group], let strategy = evidence.strategy(group.strategy) else {
        return nil
      }
      return LayerShares(
        layer: group.layer, strategy: strategy, cache: group.cache, rows: rows, rates: rates)
    }
  }

  private init?(
    layer: String, strategy: some BackwardStrategy, cache: CacheState, rows: [RecordedRow],
    rates: MachineRates?
  ) {
    let byOperation = Dictionary(grouping: rows, by: \.operation)
    let sums = Operation.executed.compactMap { operation in
      byOperation[operation].map { OperationSum(operation, $0, strategy: strategy) }
    }
    let total = sums.reduce(OperationSum.Totals()) { $0 + $1.totals }
    guard total.time > 0, total.flops > 0 else { return nil }
    self.layer = layer
    self.strategy = strategy.name
    self.cache = cache
    points = Set(rows.map(\.point)).count
    operations = sums.map { OperationShare($0, of: total, rates: rates) }
    let products = sums.filter(\.operation.isProduct).reduce(OperationSum.Totals()) {
      $0 + $1.totals
    }
    productFlopShare = products.flops / total.flops
    productTimeShare = Self.share(of: products, in: total)
    verdict = productFlopShare > 0.5 ? .pass : .fail
    // As a multiple of one half.
    isBottleneckInTime = Answer(isAboveOne: productTimeShare.mapped { 2 * $0 })
  }

  private static func share(
    of part: OperationSum.Totals, in total: OperationSum.Totals
  ) -> Estimate {
    let share = part.time / total.time
    guard let low = part.low, let high = part.high, let allLow = total.low, let allHigh = total.high
    else { return Estimate(median: share, low: nil, high: nil) }
    return Estimate(
      median: share, low: low / (low + allHigh - high), high: high / (high + allLow - low))
  }
}
