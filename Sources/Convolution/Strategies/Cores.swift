import CLinux
import Glibc

/// The processor's cores that a thread may use, for workers that have one each.
///
/// The system wakes a thread where it slept or where it was woken, often on the core of who waits
/// for it, and parts the two only after some hundred milliseconds: shorter measurements would find
/// that two workers take as long as one. Threads of one core come after all cores have one.
///
/// Source: sched_setaffinity(2); Linux, Documentation/admin-guide/cputopology.rst.
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
    let numbers =
      isKnown
      ? (0..<all.count * UInt.bitWidth).filter {
        all[$0 / UInt.bitWidth] >> ($0 % UInt.bitWidth) & 1 == 1
      } : []
    single = Self.inTurns(numbers, coreOf: Self.core).map { number in
      var one = none
      one[number / UInt.bitWidth] = 1 << (number % UInt.bitWidth)
      return one
    }
  }

  /// Logical processors in the order in which workers take them: the first of each core, then the second
  /// of each, and so on. One whose core nobody knows is a core of its own.
  static func inTurns(_ numbers: [Int], coreOf: (Int) -> String?) -> [Int] {
    var taken: [String: Int] = [:]
    let turns = numbers.map { number -> (turn: Int, number: Int) in
      let core = coreOf(number) ?? "\(number)"
      defer { taken[core, default: 0] += 1 }
      return (taken[core, default: 0], number)
    }
    return turns.sorted { $0 < $1 }.map(\.number)
  }

  /// Which logical processors are one core with a processor, as Linux lists them.
  private static func core(of number: Int) -> String? {
    let path = "/sys/devices/system/cpu/cpu\(number)/topology/thread_siblings_list"
    guard let file = unsafe fopen(path, "re") else { return nil }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard let text = unsafe fgets(&line, Int32(line.count), file) else { return nil }
    return unsafe String(cString: text)
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
