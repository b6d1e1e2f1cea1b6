import Glibc
import Subprocess

/// Why a child process gave no reply.
package enum ChildFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system did not start it.
  case notStarted(reason: String)
  /// It ended by itself before it could.
  case exited(status: Int)
  /// A signal ended it.
  case signalled(Int)
  /// It took longer than it was given.
  case timedOut(seconds: Int)
  /// It printed something else.
  case nonsense

  init?(_ status: TerminationStatus) {
    switch status {
    case .exited(0): return nil
    case .exited(let status): self = .exited(status: Int(status))
    case .signaled(let signal): self = .signalled(Int(signal))
    }
  }

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .notStarted(let reason): "the measuring process did not start: \(reason)"
    case .exited(let status): "the measuring process ended early, with status \(status)"
    case .signalled(let signal):
      "the measuring process was ended by signal \(signal) (\(Self.name(signal)))"
        + (signal == Int(SIGKILL)
          ? "; the system does so where memory runs out, or a limit of processor time (ulimit -t)"
          : "")
    case .timedOut(let seconds):
      "the measuring process took longer than its limit of \(seconds) s"
    case .nonsense: "the measuring process printed no reply"
    }
  }

  private static func name(_ signal: Int) -> String {
    guard let name = unsafe strsignal(Int32(signal)) else { return "unknown" }
    return unsafe String(cString: name)
  }
}
