import Convolution
import Machine
import Measurement
import Results

/// Where one strategy's time goes, beside where its operations are counted: over the points of one
/// layer, or over all points, always of the same conditions.
package struct OperationShares: Sendable, Encodable {
  /// The layer's name, empty for all points that have none taken together; `nil` for all points.
  package let layer: String?
  package let strategy: Strategy
  package let conditions: Conditions
  package let points: Int
  /// Points that have a time for each of their operations: the others take no part in ``operations``
  /// and ``productTimeShare``.
  package let timedPoints: Int
  /// Points without a row for one of their products.
  package let pointsWithoutProducts: Int
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

  /// The shares by each strategy, under each of its conditions: of each layer, or of all points together.
  package static func all(_ dataset: Dataset, byLayer: Bool) -> [OperationShares] {
    struct Group: Hashable {
      let layer: String?
      let strategy: Strategy
      let conditions: Conditions
    }
    return dataset.steps.filter { $0.strategy.isOwn && $0.status == .ok }.grouped { step in
      Group(
        layer: byLayer ? step.point.layer : nil, strategy: step.strategy,
        conditions: Conditions(step.point))
    }.compactMap { group, steps in
      group.strategy.method.map {
        OperationShares(
          layer: group.layer, method: $0, conditions: group.conditions, steps: steps,
          rates: dataset.machine?.rates)
      }
    }
  }

  private init(
    layer: String?, method: any BackwardStrategy, conditions: Conditions,
    steps: [StepMeasurement], rates: MachineRates?
  ) {
    self.layer = layer
    strategy = Strategy(method)
    self.conditions = conditions
    var flops = (products: 0.0, all: 0.0)
    var timed: [Operation: [(StepMeasurement, Estimate)]] = [:]
    var timedPoints = 0
    var pointsWithoutProducts = 0
    for step in steps {
      let workload = step.point.workload
      let operations = method.operations(of: workload).filter(\.parts.isEmpty)
      for operation in operations {
        let count = Double(method.formula(operation, workload)?.flops ?? 0)
        flops.all += count
        if operation.isProduct { flops.products += count }
      }
      if operations.contains(where: { $0.isProduct && step[$0] == nil }) {
        pointsWithoutProducts += 1
      }
      let times = operations.compactMap { operation in
        step[operation]?.time.map { (operation, $0) }
      }
      guard times.count == operations.count else { continue }
      timedPoints += 1
      for (operation, time) in times { timed[operation, default: []].append((step, time)) }
    }
    points = steps.count
    self.timedPoints = timedPoints
    self.pointsWithoutProducts = pointsWithoutProducts
    productFlopShare = flops.products / flops.all
    verdict =
      pointsWithoutProducts > 0 ? .inconclusive : productFlopShare > 0.5 ? .pass : .fail

    let sums = Operation.executed.compactMap { operation in
      timed[operation].map { OperationSum(operation, $0, method: method) }
    }
    operations = sums.map { OperationShare($0, of: sums, under: conditions, rates: rates) }
    productTimeShare = timedPoints > 0 ? Self.productShare(of: sums) : nil
    // As a multiple of one half.
    isBottleneckInTime =
      productTimeShare.map { Answer(isAboveOne: $0.mapped { 2 * $0 }) } ?? .undecided
  }

  private static func productShare(of sums: [OperationSum]) -> Estimate {
    let products = Estimate.sum(sums.filter(\.operation.isProduct).map(\.time))
    let others = Estimate.sum(sums.filter { !$0.operation.isProduct }.map(\.time))
    func share(_ products: Double, _ others: Double) -> Double { products / (products + others) }
    let median = share(products.median, others.median)
    guard let low = products.low, let high = products.high, let othersLow = others.low,
      let othersHigh = others.high
    else { return Estimate(median: median) }
    return Estimate(median: median, low: share(low, othersHigh), high: share(high, othersLow))
  }
}
