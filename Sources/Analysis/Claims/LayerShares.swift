import Convolution
import Machine
import Measurement
import Results

/// Where one strategy's time goes on one layer, beside where the operations are counted.
package struct LayerShares: Sendable, Codable {
  /// The layer's name; empty for all points that have none, taken together.
  package let layer: String
  /// Whose time.
  package let strategy: Strategy
  /// What all points were measured under.
  package let conditions: Conditions
  /// Points that are summed up.
  package let points: Int
  /// Points that have a time for each of their operations: the others take no part in ``operations``
  /// and ``productTimeShare``.
  package let timedPoints: Int
  /// Points without a row for one of their products.
  package let pointsWithoutProducts: Int
  /// The operations that were executed, in their order.
  package let operations: [OperationShare]
  /// The products' part of all FLOPs, by the formulas of each point, whichever rows it has.
  package let productFlopShare: Double
  /// The products' part of the time. The ends assume that all products are at one end of their
  /// intervals and all others at the opposite one. `nil` without ``timedPoints``.
  package let productTimeShare: Estimate?

  /// The slides' claim: matrix products are the bottleneck by operation count. Where a product has no
  /// row it is not shown that it was executed as its formula says.
  package let verdict: Verdict
  /// Whether they are so by time, too.
  package let isBottleneckInTime: Answer

  /// Sums up the layers of a file.
  static func all(_ evidence: Evidence, rates: MachineRates?) -> [LayerShares] {
    struct Group: Hashable {
      let layer: String
      let strategy: Strategy
      let conditions: Conditions
    }
    var order: [Group] = []
    var rows: [Group: [RecordedRow]] = [:]
    for row in evidence.rows {
      let group = Group(
        layer: row.point.layer, strategy: row.strategy, conditions: Conditions(row.point))
      if rows[group] == nil { order.append(group) }
      rows[group, default: []].append(row)
    }
    return order.compactMap { group in
      guard let rows = rows[group], let strategy = group.strategy.method else {
        return nil
      }
      return LayerShares(
        layer: group.layer, strategy: strategy, conditions: group.conditions, rows: rows,
        rates: rates)
    }
  }

  private init(
    layer: String, strategy: any BackwardStrategy, conditions: Conditions, rows: [RecordedRow],
    rates: MachineRates?
  ) {
    self.layer = layer
    self.strategy = Strategy(strategy)
    self.conditions = conditions
    var order: [Point] = []
    var byPoint: [Point: [Operation: RecordedRow]] = [:]
    for row in rows {
      if byPoint[row.point] == nil { order.append(row.point) }
      byPoint[row.point, default: [:]][row.operation] = row
    }
    var flops = (products: 0.0, all: 0.0)
    var timed: [Operation: [RecordedRow]] = [:]
    var timedPoints = 0
    var pointsWithoutProducts = 0
    for point in order {
      let found = byPoint[point] ?? [:]
      let operations = strategy.operations(of: point.workload).filter(\.parts.isEmpty)
      for operation in operations {
        let count = strategy.formula(operation, point.workload)?.flops ?? 0
        flops.all += Double(count)
        if operation.isProduct { flops.products += Double(count) }
      }
      if operations.contains(where: { $0.isProduct && found[$0] == nil }) {
        pointsWithoutProducts += 1
      }
      guard operations.allSatisfy({ found[$0]?.time != nil }) else { continue }
      timedPoints += 1
      for row in operations.compactMap({ found[$0] }) {
        timed[row.operation, default: []].append(row)
      }
    }
    points = order.count
    self.timedPoints = timedPoints
    self.pointsWithoutProducts = pointsWithoutProducts
    productFlopShare = flops.products / flops.all
    verdict =
      pointsWithoutProducts > 0 ? .inconclusive : productFlopShare > 0.5 ? .pass : .fail

    let sums = Operation.executed.compactMap { operation in
      timed[operation].map { OperationSum(operation, $0, strategy: strategy) }
    }
    let total = sums.reduce(OperationSum.Totals()) { $0 + $1.totals }
    operations = sums.map { OperationShare($0, of: total, rates: rates) }
    let products = sums.filter(\.operation.isProduct).reduce(OperationSum.Totals()) {
      $0 + $1.totals
    }
    productTimeShare = timedPoints > 0 ? Self.share(of: products, in: total) : nil
    // As a multiple of one half.
    isBottleneckInTime =
      productTimeShare.map { Answer(isAboveOne: $0.mapped { 2 * $0 }) } ?? .undecided
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
