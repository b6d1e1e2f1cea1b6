import Convolution

extension ReportedSweep {
  /// The slides' claim that matrix products are the bottleneck, by count and by clock.
  var productFindings: [Finding] {
    let shares = ownStrategies.compactMap { strategy in
      OperationShares(of: strategy, in: self).map { (strategy, $0) }
    }
    guard let (first, costs) = shares.first else { return [] }
    let times = shares.map { "\(Units.percent($1.productTime)) by \($0)" }
    let rest = costs.entries.filter { !$0.operation.isProduct }
      .sorted { $0.time > $1.time }.prefix(2)
      .map { "\($0.operation.name) \(Units.percent($0.time))" }
    let bottleneck = Finding(
      topic: .products,
      sentence:
        "Matrix products execute \(Units.percent(costs.productFlops)) of the FLOPs and take "
        + "\(times.joined(separator: ", ")) of the time, summed over \(costs.count) points; of "
        + "\(first)'s rest most goes to \(rest.joined(separator: " and ")).",
      evidence: [])
    return [bottleneck, rateFinding].compactMap(\.self)
  }

  private var rateFinding: Finding? {
    let peak = machine?.rates?.sgemmGFLOPs
    let words = ownStrategies.compactMap { strategy -> String? in
      let rates = ProductRates(of: strategy, in: self)
      let parts = Operation.allCases.filter(\.isProduct).compactMap { product in
        rates.median(of: product).map { rate in
          "\(product.name) \(Units.flopRate(1e9 * rate))"
            + (peak.map { " (\(Units.percent(rate / $0, decimals: 0)))" } ?? "")
        }
      }
      return parts.isEmpty ? nil : "\(strategy) " + parts.joined(separator: ", ")
    }
    guard !words.isEmpty else { return nil }
    let basis =
      peak.map { ", and their part of the \(Units.flopRate(1e9 * $0)) of a product of 1024³" } ?? ""
    return Finding(
      topic: .products,
      sentence: "Median rates of the products per thread\(basis): "
        + words.joined(separator: "; ") + ".", evidence: [])
  }

  /// Whether all counts are what the formulas say.
  var formulaFinding: Finding? {
    guard comparedCount > 0 else { return nil }
    guard differingCount > 0 else {
      return Finding(
        topic: .formulas,
        sentence:
          "FLOPs, elements moved and peak bytes equal their formulas exactly in all "
          + "\(comparedCount) rows that have them.", evidence: [])
    }
    return Finding(
      topic: .formulas,
      sentence:
        "In \(differingCount) of \(comparedCount) rows FLOPs, elements moved or peak bytes are not "
        + "what their formulas say.", evidence: differingRows)
  }

  /// Other programs against the strategy that is fastest at each point.
  var peerFindings: [Finding] {
    let names = names
    return peers.compactMap { peer -> Finding? in
      let ratios = places.compactMap { place -> (Place, ReportedStep, ours: Strategy, Double)? in
        let own = ownStrategies.compactMap { place.measured($0) }
        guard let step = place.measured(peer), let time = step.time?.median,
          let best = own.min(by: {
            ($0.time?.median ?? .infinity) < ($1.time?.median ?? .infinity)
          }), let ours = best.time?.median
        else { return nil }
        return (place, step, best.strategy, time / ours)
      }
      guard let mean = ratios.map(\.3).geometricMean,
        let least = ratios.min(by: { $0.3 < $1.3 }), let most = ratios.max(by: { $0.3 < $1.3 })
      else { return nil }
      func words(_ entry: (Place, ReportedStep, ours: Strategy, Double)) -> String {
        "\(Units.number(entry.3)) × \(entry.ours)'s (\(names.name(entry.0.point)))"
      }
      return Finding(
        topic: .peers,
        sentence:
          "\(peer) takes \(Units.number(mean)) × the time of phibench's fastest strategy, in the "
          + "geometric mean of \(ratios.count) points: from \(words(least)) to \(words(most)).",
        evidence: [least.1.source, most.1.source])
    }
  }

  /// What was not measured, and why.
  var gapFinding: Finding? {
    let missing = places.flatMap(\.steps).filter { $0.status != .ok }
    guard let first = missing.first else { return nil }
    let skipped = missing.count { $0.status == .skipped }
    let counts = [(skipped, "skipped"), (missing.count - skipped, "failed")]
      .filter { $0.0 > 0 }.map { "\($0) \($1)" }.joined(separator: ", ")
    let reason = first.message.map { "; the first because: \($0)" } ?? ""
    return Finding(
      topic: .gaps, sentence: "Not measured: \(counts)\(reason).",
      evidence: missing.prefix(5).map(\.source))
  }
}
