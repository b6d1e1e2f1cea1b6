import Convolution

extension ReportedSweep {
  /// The points at which there is something to keep: where φ(pad(Z)) is not Z itself.
  var expanding: [Place] {
    places.filter { !$0.point.workload.geometry.phiIsInput }
  }

  /// How many points have nothing to keep.
  var identityFinding: Finding? {
    let count = places.count - expanding.count
    guard count > 0 else { return nil }
    return Finding(
      topic: .time,
      sentence:
        "At \(count) of \(places.count) points φ(pad(Z)) is Z itself (h 1, stride 1, no padding): "
        + "there is nothing to keep, and they do not count here.", evidence: [])
  }

  /// Each strategy's time against the reference's: how often which was faster, and by how much.
  var timeFindings: [Finding] {
    guard let reference else { return [] }
    return trades.map { trade in
      guard trade.count > 1 else {
        return Finding(
          topic: .time,
          sentence: "\(trade.strategy) takes \(trade.most.ratio.multiple) \(reference)'s time.",
          evidence: [trade.most.row])
      }
      let counts =
        "\(reference) was faster than \(trade.strategy) at \(trade.faster) of \(trade.count) points, "
        + "slower at \(trade.slower)"
        + (trade.open > 0 ? ", and at \(trade.open) the intervals do not tell" : "")
      return Finding(
        topic: .time,
        sentence:
          "\(counts). In the geometric mean \(trade.strategy) takes \(Units.number(trade.time)) × "
          + "\(reference)'s time: from \(trade.least.ratio.multiple) (\(trade.least.label)) to "
          + "\(trade.most.ratio.multiple) (\(trade.most.label)).",
        evidence: [trade.least.row, trade.most.row])
    }
  }

  /// How often each of phibench's strategies is the fastest.
  var fastestFinding: Finding? {
    let own = ownStrategies
    let contests = expanding.filter { place in own.allSatisfy { place.measured($0) != nil } }
    guard own.count > 2, contests.count > 1 else { return nil }
    let winners = contests.compactMap { place in
      own.compactMap { place.measured($0) }.min {
        ($0.time?.median ?? .infinity) < ($1.time?.median ?? .infinity)
      }?.strategy
    }
    let counts = own.map { name in "\(name)'s at \(winners.count { $0 == name })" }
    let sums = own.map { name in
      let seconds = contests.compactMap { $0.measured(name)?.time?.median }.reduce(0, +)
      return "\(Units.time(seconds)) by \(name)"
    }
    return Finding(
      topic: .time,
      sentence:
        "The smallest median is \(counts.joined(separator: ", ")) of \(contests.count) points; "
        + "one step at each of them takes \(sums.joined(separator: ", ")).",
      evidence: [])
  }

  /// What keeping φ costs.
  var memoryFindings: [Finding] {
    guard let reference else { return [] }
    let names = names
    var findings = ownStrategies.filter { $0 != reference }.compactMap { strategy -> Finding? in
      let parts = peakParts(of: strategy, to: reference)
      guard let mean = parts.map(\.part).geometricMean,
        let least = parts.min(by: { $0.part < $1.part })
      else { return nil }
      return Finding(
        topic: .memory,
        sentence:
          "\(strategy)'s peak memory is \(Units.number(mean)) × \(reference)'s in the geometric mean "
          + "of \(parts.count) points, and \(Units.number(least.part)) × where that is least "
          + "(\(names.label(least.place.point))).",
        evidence: [least.step.source])
    }
    if let most = mostKept {
      findings.append(
        Finding(
          topic: .memory,
          sentence:
            "\(most.strategy) keeps up to \(Units.bytes(most.savedBytes ?? 0)) from forward to "
            + "backward (\(names.label(most.point))), of a peak of "
            + "\(most.peakBytes.map(Units.bytes) ?? "unknown size").",
          evidence: [most.source]))
    }
    return findings
  }

  /// The step that keeps most from forward to backward.
  var mostKept: ReportedStep? {
    places.flatMap(\.steps).filter { $0.time != nil && $0.strategy.keepsPhi }.filter {
      $0.savedBytes != nil
    }
    .max { ($0.savedBytes ?? 0) < ($1.savedBytes ?? 0) }
  }
}
