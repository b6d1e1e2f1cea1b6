import CStart
import Foundation
import Glibc

/// The running executable, and how it was started.
package enum ThisProcess {
  /// What the system says of this process, as other processes may read it.
  static let folder = "/proc/\(getpid())"

  /// A path for children that run the same program.
  ///
  /// It leads to the very file that this process was started from, which may have been built anew or
  /// removed in the meantime: all points of a sweep are measured by one program.
  package static let executable = folder + "/exe"

  /// The words of the command line, the program's name first; refused if one is no UTF-8.
  ///
  /// Swift's own list repairs what is no UTF-8, and a name that was repaired is another file's.
  package static func arguments() throws(Refusal) -> [String] {
    guard let words = unsafe phibench_arguments() else { return CommandLine.arguments }
    var arguments: [String] = []
    while let word = unsafe words[arguments.count] {
      guard let text = unsafe String(validatingCString: word) else {
        throw Refusal(
          .usage,
          "'\(unsafe String(cString: word))' on the command line is not UTF-8 text, as names are here"
        )
      }
      arguments.append(text)
    }
    return arguments
  }

  /// What the user had set in the environment, and what does not hold: this program does not let
  /// OpenBLAS and OpenMP start threads of their own, or bind any (see CStart).
  package static var overriddenVariables: [String] {
    let prefix = "PHIBENCH_GIVEN_"
    return ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix(prefix) }
      .map { "\($0.key.dropFirst(prefix.count))=\($0.value)" }.sorted()
  }

  /// Gives this process its name in `ps` and `top`, which would call one `exe` that was started from
  /// ``executable``.
  package static func takeName(_ name: String) {
    // Without a name it does its work, too.
    try? Data(name.utf8).write(to: URL(fileURLWithPath: "/proc/self/comm"))
  }

  /// Starts the running executable once more in this process's place, with the same arguments and some changed
  /// variables in its environment. Returns only where the system refuses, the reason.
  static func restart(changing changes: [String: String]) -> String {
    for (name, value) in changes { unsafe setenv(name, value, 1) }
    // A thread of the pool may have all signals blocked, and what takes its place would not even
    // end on Ctrl-C.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    // As bytes: a word or a value may be no UTF-8.
    guard let words = unsafe phibench_arguments() else { return "its command line is unknown" }
    unsafe execv(executable, words)
    return unsafe String(cString: strerror(errno))
  }
}
