import Foundation
import Glibc

/// The running executable.
public enum ThisProcess {
  /// Its path, for a child that runs the same program.
  public static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// Starts the running executable once more in this process's place, with the same arguments.
  ///
  /// - Parameter changes: variables that change in its environment; `nil` removes one.
  /// - Returns: only where the system refuses, the reason.
  static func restart(changing changes: [String: String?]) -> String {
    var environment = ProcessInfo.processInfo.environment
    for (name, value) in changes { environment[name] = value }
    // A thread of the pool may have all signals blocked, and what takes its place would not even
    // end on Ctrl-C.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)

    var arguments = unsafe CommandLine.arguments.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") }
    unsafe variables.append(nil)
    unsafe execve("/proc/self/exe", arguments, variables)
    let reason = unsafe String(cString: strerror(errno))
    unsafe (arguments + variables).forEach { unsafe free($0) }
    return reason
  }
}
