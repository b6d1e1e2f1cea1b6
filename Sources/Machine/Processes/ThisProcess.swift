import Foundation
import Glibc

/// The running executable.
package enum ThisProcess {
  /// A path for children that run the same program.
  ///
  /// It leads to the very file that this process was started from, which may have been built anew or
  /// removed in the meantime: all points of a sweep are measured by one program.
  package static var executable: String { "/proc/\(getpid())/exe" }

  /// Gives this process its name in `ps` and `top`, which would call one `exe` that was started from
  /// ``executable``.
  package static func takeName(_ name: String) {
    // Without a name it does its work, too.
    try? Data(name.utf8).write(to: URL(fileURLWithPath: "/proc/self/comm"))
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
