import Glibc

/// The sanitizers that `make test-sanitizers` builds the tests and the program with.
public enum Sanitizer: Sendable {
  /// Addresses that nothing may use, and memory that nothing knows any more.
  case address
  /// Threads that use the same memory at the same time.
  case thread

  /// The one in this process, which its runtime tells; `nil` for none.
  public static let current: Sanitizer? =
    dlsym(nil, "__asan_init") != nil ? .address : dlsym(nil, "__tsan_init") != nil ? .thread : nil

  /// The resident bytes that the kernel may count for a peak: as many, within 5 % and some bytes that
  /// a process needs besides. The thread sanitizer keeps up to two bytes of shadow for each.
  public static func residentBytes(peak: Double, besides: Double) -> ClosedRange<Double> {
    let shadowed = current == .thread ? 3.0 : 1
    return 0.95 * peak - besides...shadowed * (1.05 * peak + besides)
  }
}
