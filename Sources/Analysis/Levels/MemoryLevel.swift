import Machine

/// A level of the memory hierarchy.
package enum MemoryLevel: String, CaseIterable, Hashable, Sendable, Encodable, Comparable {
  case l1 = "L1"
  case l2 = "L2"
  /// Cores share it.
  case l3 = "L3"
  /// Behind all caches.
  case memory

  /// Nearer to the core is less, as the names' order has it.
  package static func < (left: MemoryLevel, right: MemoryLevel) -> Bool {
    left.rawValue < right.rawValue
  }

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
  var surePart: Double { self == .l3 ? 0.25 : 0.5 }

  /// The multiple of its size from which on a level surely serves nothing that is met in turn. Under
  /// LRU this would be 1; with a victim L3, times keep rising up to 4 × the L2 size.
  var goneMultiple: Double { self == .l2 ? 4 : 2 }
}
