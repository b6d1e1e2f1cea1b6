import Convolution
import Measurement
import Sweeps

/// What keeping φ costs and saves at one point, against one way of computing it again.
public struct TradePoint: Sendable, Codable {
  /// The point.
  public let point: Point
  /// Bytes that the strategy that keeps φ carries from forward to backward, beyond the other.
  public let keptBytes: Int
  /// The other's step as a part of the keeper's: above 1 keeping is faster.
  public let ratio: Interval
  /// Seconds per step that keeping saves; negative where it costs time.
  public let savedSeconds: Interval

  /// Seconds saved for each MiB kept.
  public var savedSecondsPerMebibyte: Interval {
    let mebibytes = Double(keptBytes) / Double(1 << 20)
    return Interval(
      savedSeconds.value / mebibytes, low: savedSeconds.low / mebibytes,
      high: savedSeconds.high / mebibytes)
  }

  /// Whether keeping φ is faster here.
  public var keepingIsFaster: Answer {
    ratio.low > 1 ? .yes : ratio.high < 1 ? .no : .undecided
  }

  /// - Returns: `nil` where a time is missing, or nothing is kept beyond the other.
  init?(keeper: RecordedRow, other: RecordedRow) {
    guard let kept = keeper.time, let again = other.time, kept.median > 0, again.median > 0,
      let bytes = keeper.savedBytes, let otherBytes = other.savedBytes, bytes > otherBytes
    else { return nil }
    point = keeper.point
    keptBytes = bytes - otherBytes
    if other.ratioTo == keeper.strategy, let ratio = other.ratio {
      // Taken pair by pair, so that a drift of the machine cancels out.
      self.ratio = Interval(
        ratio.median, low: ratio.low ?? ratio.median, high: ratio.high ?? ratio.median)
    } else {
      ratio = Interval(
        again.median / kept.median,
        low: (again.low ?? again.median) / (kept.high ?? kept.median),
        high: (again.high ?? again.median) / (kept.low ?? kept.median))
    }
    savedSeconds = Interval(
      (ratio.value - 1) * kept.median, low: (ratio.low - 1) * kept.median,
      high: (ratio.high - 1) * kept.median)
  }
}
