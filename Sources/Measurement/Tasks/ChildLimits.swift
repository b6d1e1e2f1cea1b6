import Foundation
import Glibc

/// What a child process may use before its point counts as failed.
public struct ChildLimits: Hashable, Sendable {
  /// Bytes of address space (RLIMIT_AS): all that is mapped, touched or not, code and stacks
  /// included; `nil` for no limit.
  public var addressSpaceBytes: Int?
  /// Seconds on the wall during which the parent runs; `nil` for what a task sets itself.
  public var seconds: Int?

  /// The most seconds, a year; more is a slip.
  public static let largestSeconds = Int(Sampling.largestBudget)

  /// Limits as given.
  ///
  /// - Precondition: `seconds` is from 1 to ``largestSeconds``.
  public init(addressSpaceBytes: Int? = nil, seconds: Int? = nil) {
    precondition(
      seconds.map { (1...Self.largestSeconds).contains($0) } ?? true, "a limit of no use")
    self.addressSpaceBytes = addressSpaceBytes
    self.seconds = seconds
  }

  /// Puts this process, a child, under a limit: an allocation beyond it fails.
  ///
  /// Where memory runs out in the machine as a whole, the child is the one that the kernel is to
  /// end, and a child that crashes leaves no copy of its memory on the disk.
  ///
  /// - Parameter addressSpaceBytes: the limit, if there is one.
  public static func apply(addressSpaceBytes: Int?) {
    // Who may not be chosen first is no worse off than before.
    try? Data("1000".utf8).write(to: URL(fileURLWithPath: "/proc/self/oom_score_adj"))
    var core = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
    guard let addressSpaceBytes else { return }
    var space = rlimit(rlim_cur: rlim_t(addressSpaceBytes), rlim_max: rlim_t(addressSpaceBytes))
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space)
  }
}
