import Convolution
import Measurement

/// What keeping φ costs and saves against one other strategy, over the points of a sweep.
struct TradeSummary {
  /// A value at one end of a range, and where it was found.
  struct End {
    let ratio: Estimate
    let label: String
    let row: RowReference
  }

  /// The strategy that the reference is compared with.
  let strategy: Strategy
  /// How many points have both.
  let count: Int
  /// Points at which the reference is faster for sure.
  let faster: Int
  /// Points at which it is slower for sure.
  let slower: Int
  /// The geometric mean of the strategy's time as a part of the reference's.
  let time: Double
  /// The least of these ratios.
  let least: End
  /// The largest.
  let most: End
  /// The geometric mean of the peak bytes as a part of the reference's; `nil` where there are none.
  let memory: Double?

  /// Points at which the intervals do not tell.
  var open: Int { count - faster - slower }
}

extension ReportedSweep {
  /// The reference against each other strategy of phibench's own that was measured beside it.
  var trades: [TradeSummary] {
    guard let reference else { return [] }
    let names = names
    return ownStrategies.filter { $0 != reference }.compactMap { strategy in
      let ends = expanding.compactMap { place -> TradeSummary.End? in
        guard let step = place.measured(strategy),
          let ratio = place.ratio(of: strategy, to: reference)
        else { return nil }
        return .init(ratio: ratio, label: names.label(place.point), row: step.source)
      }
      guard let time = ends.map(\.ratio.median).geometricMean,
        let least = ends.min(by: { $0.ratio.median < $1.ratio.median }),
        let most = ends.max(by: { $0.ratio.median < $1.ratio.median })
      else { return nil }
      return TradeSummary(
        strategy: strategy, count: ends.count,
        faster: ends.count { $0.ratio.isAboveOne == true },
        slower: ends.count { $0.ratio.isAboveOne == false },
        time: time, least: least, most: most,
        memory: peakParts(of: strategy, to: reference).map(\.part).geometricMean)
    }
  }

  /// A strategy's peak as a part of another's, point by point.
  func peakParts(
    of strategy: Strategy, to reference: Strategy
  ) -> [(place: Place, step: ReportedStep, part: Double)] {
    expanding.compactMap { place in
      guard let step = place.measured(strategy), let peak = step.peakBytes,
        let whole = place.measured(reference)?.peakBytes, whole > 0, peak > 0
      else { return nil }
      return (place, step, Double(peak) / Double(whole))
    }
  }
}
