import Glibc
import Machine
import Reporting
import Results
import SystemPackage

/// The terminal, or what stands in its place: a file, a pipe that somebody may have closed.
enum Console {
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Lets a write to a closed pipe fail, as any other write may, instead of ending the program.
  static func surviveClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes a result to standard output.
  ///
  /// - Throws: `Refusal` if it cannot be written; without a word where nobody reads any
  ///   more.
  static func write(_ bytes: some Sequence<UInt8>) throws {
    do {
      try FileDescriptor.standardOutput.writeAll(bytes)
    } catch Errno.brokenPipe {
      // Who reads no further, as head, has what was wanted.
      throw Refusal(.cannotWrite, "")
    } catch {
      throw Refusal(.cannotWrite, "standard output cannot be written: \(error)")
    }
  }

  static func write(line: String) throws {
    try write((line + "\n").utf8)
  }

  /// Writes to standard error what is said beside the results; if nobody listens, that is no
  /// failure.
  static func say(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }

  /// Says a sentence that ends nothing; what it cites of a file stays text, and the sentence one line.
  static func note(_ sentence: String) {
    say("phibench: \(sentence.withoutControls)\n")
  }

  /// A word as a shell takes it, to be shown; no shell is ever started.
  static func quoted(_ word: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+%@")
    return !word.isEmpty && word.allSatisfy(plain.contains)
      ? word : "'" + word.escaping(["'": "'\\''"]) + "'"
  }
}
