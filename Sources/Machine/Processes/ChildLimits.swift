import Foundation
import Glibc

/// What a child process may use before its point counts as failed.
package struct ChildLimits: Hashable, Sendable {
  /// Bytes of address space (RLIMIT_AS) that a task may map, touched or not, beside what the process,
  /// its threads and OpenBLAS reserve for themselves; `nil` for no limit.
  package var addressSpaceBytes: Int?
  /// Seconds on the wall during which the parent runs; `nil` for what a task sets itself.
  package var seconds: Int?

  /// The most seconds, a year; more is a slip.
  package static let largestSeconds = 31_536_000

  /// Limits as given.
  ///
  /// - Precondition: `seconds` is from 1 to ``largestSeconds``.
  package init(addressSpaceBytes: Int? = nil, seconds: Int? = nil) {
    precondition(
      seconds.map { (1...Self.largestSeconds).contains($0) } ?? true, "a limit of no use")
    self.addressSpaceBytes = addressSpaceBytes
    self.seconds = seconds
  }

  /// Makes this process, a child, the one that the kernel is to end where memory runs out in the
  /// machine as a whole, and one that leaves no copy of its memory on the disk where it crashes.
  static func standBack() {
    // Who may not be chosen first is no worse off than before.
    try? Data("1000".utf8).write(to: URL(fileURLWithPath: "/proc/self/oom_score_adj"))
    var core = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
  }

  /// Puts this process under a limit of address space: an allocation beyond it fails.
  ///
  /// What it maps already is not the task's. Nor is what each of its threads will reserve, without
  /// which it would wait for ever: for the thread, or for OpenBLAS to get its buffer.
  static func limitAddressSpace(to bytes: Int, threads: Int) {
    let mapped = SystemFiles.system.bytes("VmSize", of: "/proc/self/status") ?? 0
    // One more for the thread that holds on to the parent.
    let limit = rlim_t(mapped) + rlim_t(bytes) + rlim_t(threads + 1) * bytesOfThread
    var space = rlimit(rlim_cur: limit, rlim_max: limit)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space)
  }

  /// 8 MiB of stack, twice 64 MiB for glibc to place a heap in, and 128 MiB for OpenBLAS's buffer.
  static let bytesOfThread: rlim_t = 264 << 20
}
