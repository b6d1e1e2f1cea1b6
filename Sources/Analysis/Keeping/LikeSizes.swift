/// Whether points whose φ are about as large agree on keeping it, however their shapes differ.
package struct LikeSizes: Sendable, Encodable {
  /// What decides whether keeping φ pays.
  package enum Decider: String, Hashable, Sendable, Encodable {
    case size, shape
    /// Nearly all points agree: there is nothing to decide.
    case neither
    /// Too few points of like size and unlike shapes are sure of their answer.
    case unknown
  }

  /// Pairs of points of unlike shapes that are sure of their answer and whose sizes are alike: that
  /// differ by less than a factor of ``factor``.
  package let pairs: Int
  /// How many of these disagree.
  package let disagreeing: Int
  /// The part of all pairs of points sure of their answer, of any size and shape, that disagrees.
  package let disagreement: Double

  /// What decides: nothing where fewer than one in ten of all pairs disagree; else size, if pairs of like
  /// size disagree less than half as often as all do; else shape.
  package let decider: Decider

  package static let factor = 1.5
  private static let fewestPairs = 10

  /// The points stand by ascending sizes.
  init(_ points: [KeepingPoint]) {
    let sure = points.filter { $0.keepingIsFaster != .undecided }
    let wins = Double(sure.count { $0.keepingIsFaster == .yes })
    let count = Double(sure.count)
    let disagreement = count > 1 ? wins * (count - wins) / (count * (count - 1) / 2) : 0
    // Of very many every so many say the same.
    let shown = sure.thinned(to: Self.mostPoints)
    var (pairs, disagreeing) = (0, 0)
    for (index, point) in shown.enumerated() {
      for other in shown[(index + 1)...] {
        guard Double(other.phiBytes) < Self.factor * Double(point.phiBytes) else { break }
        guard point.isUnlike(other) else { continue }
        pairs += 1
        if point.keepingIsFaster != other.keepingIsFaster { disagreeing += 1 }
      }
    }
    (self.pairs, self.disagreeing, self.disagreement) = (pairs, disagreeing, disagreement)
    decider =
      pairs < Self.fewestPairs
      ? .unknown
      : disagreement < 0.1
        ? .neither : Double(disagreeing) < 0.5 * disagreement * Double(pairs) ? .size : .shape
  }

  private static let mostPoints = 2_000
}
