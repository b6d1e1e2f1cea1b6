import Convolution
import Measurement
import Results

/// What keeping φ costs and saves at one point, against one way of doing without.
package struct TradePoint: Sendable, Encodable {
  package let point: Point
  /// The rows of both steps, the keeper's first.
  package let rows: [RowReference]
  /// Bytes that the strategy that keeps φ carries from forward to backward, beyond the other.
  package let keptBytes: Int
  package let keeperSeconds: Double
  /// The other's step as a part of the keeper's: above 1 keeping is faster.
  package let ratio: Estimate
  /// What the ratio's interval is built over: sessions, or samples; `nil` where the file does not tell.
  package let units: Int?
  /// The other's peak as a part of the keeper's; `nil` where one of them is not known.
  package let peakRatio: Double?

  /// Seconds saved for each MiB kept; negative where keeping costs time.
  package var savedSecondsPerMebibyte: Estimate { ratio.mapped(savedSecondsPerMebibyte) }

  /// Seconds saved for each MiB kept, were this the ratio.
  func savedSecondsPerMebibyte(at ratio: Double) -> Double {
    (ratio - 1) * keeperSeconds / (Double(keptBytes) / Double(1 << 20))
  }

  package var keepingIsFaster: Answer { Answer(isAboveOne: ratio) }

  /// The probability of a ratio as far from 1, if both were equally fast; `nil` without an interval.
  var chance: Double? { Change(ratio, units: units)?.probability }

  /// - Returns: `nil` where a time is missing, or nothing is kept beyond the other.
  init?(_ place: Dataset.Place, keeper: Strategy, other: Strategy) {
    guard let kept = place.measured(keeper), let again = place.measured(other),
      let ratio = place.ratio(of: other, to: keeper), let seconds = kept.time?.median,
      let bytes = kept.savedBytes, let otherBytes = again.savedBytes, bytes > otherBytes
    else { return nil }
    point = place.point
    rows = [kept.row, again.row]
    keptBytes = bytes - otherBytes
    keeperSeconds = seconds
    self.ratio = ratio
    units = [kept, again].compactMap { $0[.step]?.units }.min()
    peakRatio = place.peakRatio(of: other, to: keeper)
  }
}

extension StepMeasurement {
  /// Bytes kept from forward to backward: counted, or by formula in a row that has none.
  fileprivate var savedBytes: Int? {
    bytes?.saved ?? strategy.method?.memory(point.workload).savedBytes
  }
}

extension Dataset.Place {
  /// A strategy's peak as a part of another's; `nil` where one of them is not known.
  package func peakRatio(of strategy: Strategy, to reference: Strategy) -> Double? {
    guard let part = measured(strategy)?.bytes?.peak, part > 0,
      let whole = measured(reference)?.bytes?.peak, whole > 0
    else { return nil }
    return Double(part) / Double(whole)
  }
}
