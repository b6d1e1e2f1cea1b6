import Convolution
import Measurement

extension ReportedSweep {
  /// Where a pair of strategies was compared.
  private struct Pair {
    let place: Place
    let step: ReportedStep
    let ratio: Estimate
  }

  /// The points at which there is something to keep: where φ(pad(Z)) is not Z itself.
  private var expanding: [Place] {
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

  /// A place in words, as far as they tell it from others.
  private func label(_ place: Place, _ names: PointNames) -> String {
    place.point.layer.isEmpty ? names.label(place.point) : place.point.layer
  }

  private func pairs(_ strategy: String, _ reference: String) -> [Pair] {
    expanding.compactMap { place in
      guard let step = place.measured(strategy),
        let ratio = place.ratio(of: strategy, to: reference)
      else { return nil }
      return Pair(place: place, step: step, ratio: ratio)
    }
  }

  /// Each strategy's time against the reference's: how often which was faster, and by how much.
  var timeFindings: [Finding] {
    guard let reference else { return [] }
    let names = names
    return ownStrategies.filter { $0 != reference }.compactMap { strategy -> Finding? in
      let pairs = pairs(strategy, reference)
      guard let mean = pairs.map(\.ratio.median).geometricMean,
        let least = pairs.min(by: { $0.ratio.median < $1.ratio.median }),
        let most = pairs.max(by: { $0.ratio.median < $1.ratio.median })
      else { return nil }
      let slower = pairs.count { $0.ratio.isAboveOne == true }
      let faster = pairs.count { $0.ratio.isAboveOne == false }
      let open = pairs.count - slower - faster
      let counts =
        "\(reference) was faster than \(strategy) at \(slower) of \(pairs.count) points, slower at "
        + "\(faster)" + (open > 0 ? ", and at \(open) the intervals do not tell" : "")
      guard pairs.count > 1 else {
        return Finding(
          topic: .time, sentence: "\(strategy) takes \(most.ratio.multiple) \(reference)'s time.",
          evidence: [most.step.source])
      }
      return Finding(
        topic: .time,
        sentence:
          "\(counts). In the geometric mean \(strategy) takes \(Units.number(mean)) × \(reference)'s "
          + "time: from \(least.ratio.multiple) (\(label(least.place, names))) to "
          + "\(most.ratio.multiple) (\(label(most.place, names))).",
        evidence: [least.step.source, most.step.source])
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
      let parts = expanding.compactMap {
        place -> (place: Place, step: ReportedStep, part: Double)? in
        guard let step = place.measured(strategy), let peak = step.peakBytes,
          let whole = place.measured(reference)?.peakBytes, whole > 0, peak > 0
        else { return nil }
        return (place, step, Double(peak) / Double(whole))
      }
      guard let mean = parts.map(\.part).geometricMean,
        let least = parts.min(by: { $0.part < $1.part })
      else { return nil }
      return Finding(
        topic: .memory,
        sentence:
          "\(strategy)'s peak memory is \(Units.number(mean)) × \(reference)'s in the geometric mean "
          + "of \(parts.count) points, and \(Units.number(least.part)) × where that is least "
          + "(\(label(least.place, names))).",
        evidence: [least.step.source])
    }
    let kept = places.compactMap { $0.measured(Cached().name) }.filter { $0.savedBytes != nil }
    if let most = kept.max(by: { ($0.savedBytes ?? 0) < ($1.savedBytes ?? 0) }) {
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
}
