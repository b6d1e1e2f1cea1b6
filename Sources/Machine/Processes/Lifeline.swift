import Foundation
import Glibc

/// The pipe from which a child process takes its task and by which it notices that nobody waits
/// for the reply any more.
///
/// The parent holds the other end open until the child has ended. The kernel closes it where the
/// parent ends in whatever way, kill -9 included, and the child ends as well: nothing measures on
/// for nobody. (Linux's parent-death signal would not do: it follows the thread that started the
/// child, which may end long before the process.)
enum Lifeline {
  /// The task: the first line of standard input.
  static func readTask() -> Data {
    var line = Data()
    while let byte = nextByte(), byte != UInt8(ascii: "\n") { line.append(byte) }
    return line
  }

  /// Ends this process once the parent is gone, from a thread that otherwise sleeps.
  static func hold() {
    Thread.detachNewThread {
      while nextByte() != nil {}
      _exit(EXIT_FAILURE)
    }
  }

  private static func nextByte() -> UInt8? {
    var byte: UInt8 = 0
    var count: Int
    repeat { count = unsafe read(STDIN_FILENO, &byte, 1) } while count < 0 && errno == EINTR
    return count == 1 ? byte : nil
  }
}
