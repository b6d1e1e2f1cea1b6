import CScheduling

/// The processor's cores that a thread may use, for workers that have one each.
///
/// The system wakes a thread where it slept or where it was woken, often on the core of who waits
/// for it, and parts the two only after some hundred milliseconds: shorter measurements would find
/// that two workers take as long as one.
///
/// Source: sched_setaffinity(2).
struct Cores: Hashable, Sendable {
  private typealias Words = [UInt]

  private let all: Words
  /// Sets of one core each.
  private let single: [Words]

  /// How many there are; 0 where the system does not say.
  var count: Int { single.count }

  /// Those that the calling thread may use.
  init() {
    // As many bits as the C library's set has.
    var all = Words(repeating: 0, count: 1024 / UInt.bitWidth)
    let none = all
    let isKnown = unsafe sched_getaffinity(0, all.count * MemoryLayout<UInt>.size, &all) == 0
    self.all = all
    single = all.indices.flatMap { index in
      (0..<UInt.bitWidth).compactMap { bit in
        guard isKnown, all[index] >> bit & 1 == 1 else { return nil }
        var one = none
        one[index] = 1 << bit
        return one
      }
    }
  }

  /// Does work on one of the cores only, and leaves the calling thread all of them.
  func bound(to core: Int, _ work: () -> Void) {
    Self.bind(single[core])
    work()
    Self.bind(all)
  }

  // A core that is there no more leaves the thread where it is: slower, but right.
  private static func bind(_ cores: Words) {
    _ = unsafe sched_setaffinity(0, cores.count * MemoryLayout<UInt>.size, cores)
  }
}
