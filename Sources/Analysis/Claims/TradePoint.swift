import Measurement
import Results

/// What keeping φ costs and saves at one point, against one way of computing it again.
package struct TradePoint: Sendable, Codable {
  /// The point.
  package let point: Point
  /// Bytes that the strategy that keeps φ carries from forward to backward, beyond the other.
  package let keptBytes: Int
  /// Seconds of the keeper's step.
  package let keeperSeconds: Double
  /// The other's step as a part of the keeper's: above 1 keeping is faster.
  package let ratio: Estimate
  /// Seconds per step that keeping saves; negative where it costs time.
  package let savedSeconds: Estimate

  /// Seconds saved for each MiB kept.
  package var savedSecondsPerMebibyte: Estimate { ratio.mapped(savedSecondsPerMebibyte) }

  /// Seconds saved for each MiB kept, were this the ratio.
  func savedSecondsPerMebibyte(at ratio: Double) -> Double {
    (ratio - 1) * keeperSeconds / (Double(keptBytes) / Double(1 << 20))
  }

  /// Whether keeping φ is faster here.
  package var keepingIsFaster: Answer { Answer(isAboveOne: ratio) }

  /// - Returns: `nil` where a time is missing, or nothing is kept beyond the other.
  init?(keeper: RecordedRow, other: RecordedRow) {
    guard let kept = keeper.time, let again = other.time, let quotient = again.ratio(to: kept),
      let bytes = keeper.savedBytes, let otherBytes = other.savedBytes, bytes > otherBytes
    else { return nil }
    point = keeper.point
    keptBytes = bytes - otherBytes
    // Taken pair by pair, so that a drift of the machine cancels out.
    let pairs = other.ratioTo == keeper.strategy ? other.ratio : nil
    ratio = pairs ?? quotient
    keeperSeconds = kept.median
    savedSeconds = ratio.mapped { ($0 - 1) * kept.median }
  }
}
