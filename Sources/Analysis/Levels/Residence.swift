import Machine

/// Where bytes lie that are touched again and again: in one level, or at the bend between several.
package struct Residence: Hashable, Sendable, Encodable {
  /// The nearest level that may serve them.
  package let nearest: MemoryLevel
  /// The farthest level that may.
  package let farthest: MemoryLevel

  /// Whether one level alone serves them.
  package var isClear: Bool { nearest == farthest }

  /// From the nearest level of both to the farthest.
  func union(_ other: Residence) -> Residence {
    Residence(
      nearest: min(nearest, other.nearest), farthest: max(farthest, other.farthest))
  }
}

extension Residence {
  /// The residence of some bytes that are touched in turn, again and again.
  ///
  /// A level serves them for sure where they take ``MemoryLevel/surePart`` of its size at most, and
  /// surely not from ``MemoryLevel/goneMultiple`` of it on. In between lies the bend. A level whose
  /// size is unknown is passed over.
  package init(of bytes: Int, caches: Caches) {
    let levels = MemoryLevel.allCases.filter { $0 == .memory || $0.bytes(caches) != nil }
    func size(_ level: MemoryLevel) -> Double { level.bytes(caches).map(Double.init) ?? .infinity }
    let bytes = Double(bytes)
    nearest = levels.first { bytes < $0.goneMultiple * size($0) } ?? .memory
    farthest = levels.first { bytes <= $0.surePart * size($0) } ?? .memory
  }
}

extension Residence: CustomStringConvertible {
  /// Such as `L2`, or `L2–L3` at a bend.
  package var description: String {
    isClear ? nearest.rawValue : "\(nearest.rawValue)–\(farthest.rawValue)"
  }
}
