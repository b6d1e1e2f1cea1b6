import Machine

/// What a sweep lacks to say when keeping φ pays.
package enum KeepingGap: Hashable, Sendable, Encodable {
  /// There are fewer than ``fewestPoints`` points.
  case points
  /// No φ is as small as so many bytes per thread.
  case small(bytes: Int)
  /// No φ is as large as so many bytes per thread.
  case large(bytes: Int)
  /// Too few points of like size have unlike shapes.
  case shapes

  /// The fewest points of which something is said.
  package static let fewestPoints = 12
  /// φ is wanted from this part of the L2 cache to this multiple of it.
  private static let span = 8
  /// The L2 cache where nobody knows its size.
  private static let usualL2Bytes = 1 << 20

  /// The points stand by ascending sizes; there is one.
  static func all(
    _ points: [KeepingPoint], _ likeSizes: LikeSizes, caches: Caches
  ) -> [KeepingGap] {
    let l2Bytes = caches.l2Bytes ?? usualL2Bytes
    let (least, most) = (l2Bytes / span, l2Bytes * span)
    return [
      points.count < fewestPoints ? .points : nil,
      points[0].phiBytes > least ? .small(bytes: least) : nil,
      points[points.count - 1].phiBytes < most ? .large(bytes: most) : nil,
      likeSizes.decider == .unknown ? .shapes : nil,
    ].compactMap(\.self)
  }
}
