import Foundation

/// How a command ended, for a script to see.
enum ExitStatus: Int32 {
  /// The verdict is negative.
  case negative = 1
  /// The evidence does not suffice.
  case insufficient = 2
  /// Bad arguments.
  case usage = 64
  /// Bad data in a file.
  case data = 65
  /// No such input.
  case noInput = 66
  /// Output cannot be created.
  case cannotCreate = 73
  /// Output cannot be written.
  case cannotWrite = 74
  /// Interrupted by the user.
  case interrupted = 130
}

/// What ends a command early: one clear sentence and the exit status.
struct Failure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Writes the sentence to standard error.
  func report() {
    Self.note(message)
  }

  /// Writes a sentence that ends nothing to standard error.
  static func note(_ sentence: String) {
    FileHandle.standardError.write(Data("phibench: \(sentence)\n".utf8))
  }
}
