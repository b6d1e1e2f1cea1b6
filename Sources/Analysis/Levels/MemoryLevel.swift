import Machine

/// A level of the memory hierarchy.
package enum MemoryLevel: String, CaseIterable, Hashable, Sendable, Encodable, Comparable {
  /// The first level of data cache.
  case l1 = "L1"
  /// The second level.
  case l2 = "L2"
  /// The third level, which cores share.
  case l3 = "L3"
  /// Behind all caches.
  case memory

  /// Nearer to the core is less.
  package static func < (left: MemoryLevel, right: MemoryLevel) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The size of this level's cache, where it is known.
  func bytes(_ caches: Caches) -> Int? {
    switch self {
    case .l1: caches.l1dBytes
    case .l2: caches.l2Bytes
    case .l3: caches.l3Bytes
    case .memory: nil
    }
  }

  /// The part of its size that a level surely holds. A cache does not replace strictly by age, and
  /// what else a core touches passes through it too; a shared one holds what its neighbours leave.
  var surePart: Double {
    self == .l3 ? 0.25 : 0.5
  }

  /// The multiple of its size from which on a level surely serves nothing that is met in turn. By age
  /// alone that were its size; but an L2 cache that pushes what it evicts into an L3 cache fades out
  /// slowly: up to four times its size, times per element were seen to rise.
  var goneMultiple: Double {
    self == .l2 ? 4 : 2
  }
}
