import Glibc
import Testing

/// The sanitizers that `make test-sanitizers` builds the tests and the program with.
public enum Sanitizer: Sendable {
  /// Addresses that nothing may use, and memory that nothing knows any more.
  case address
  /// Threads that use the same memory at the same time.
  case thread

  /// The one in this process, which its runtime tells; `nil` for none.
  public static let current: Sanitizer? =
    dlsym(nil, "__asan_init") != nil ? .address : dlsym(nil, "__tsan_init") != nil ? .thread : nil
}

extension Trait where Self == ConditionTrait {
  /// A test of memory as the kernel counts it.
  public static var countsResidentMemory: Self {
    .disabled(
      if: Sanitizer.current != nil,
      "a sanitizer keeps a shadow of all memory, and blocks that were freed, resident as well")
  }
}
