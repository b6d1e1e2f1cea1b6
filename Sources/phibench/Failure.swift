import Convolution
import Machine
import Measurement
import Networks
import Reporting
import Results
import Sweeps

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
  case noInput = 66
  case cannotCreate = 73
  case cannotWrite = 74
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

  /// What a library's error means for a user; `nil` for an error that is none of ours.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let refusal as Refusal: self.init(refusal)
    case let error as Gnuplot.Failure: self.init(.cannotCreate, error.description)
    case let error as NetworkError: self.init(.usage, error.description)
    case let error as OutOfMemory: self.init(.insufficient, error.description)
    case let error as ChildFailure: self.init(.insufficient, error.description)
    default: return nil
    }
  }

  private init(_ refusal: Refusal) {
    let status: ExitStatus =
      switch refusal.kind {
      case .usage: .usage
      case .data: .data
      case .noInput: .noInput
      case .exists, .cannotCreate: .cannotCreate
      case .cannotWrite: .cannotWrite
      case .insufficient: .insufficient
      case .negative: .negative
      }
    self.init(
      status, refusal.description + (refusal.kind == .exists ? "; --force overwrites it" : ""))
  }

  /// Refuses the value of an option, if there is one, outside a range.
  static func requireRange<Value: Comparable>(
    _ option: String, _ value: Value?, _ range: ClosedRange<Value>
  ) throws(Failure) {
    guard let value, !range.contains(value) else { return }
    throw Failure(.usage, "\(option) must be from \(range.lowerBound) to \(range.upperBound)")
  }

  /// Refuses the value of an option, if there is one, unless it is above 0 and not too large.
  static func requirePositive(
    _ option: String, _ value: Double?, atMost largest: Double
  ) throws(Failure) {
    guard let value, !(value > 0 && value <= largest) else { return }
    throw Failure(.usage, "\(option) must be above 0 and at most \(Int(largest))")
  }

  /// Writes the sentence to standard error.
  func report() {
    if !message.isEmpty { Self.note(message) }
  }

  /// Writes a sentence that ends nothing to standard error; what it cites of a file stays text, and
  /// the sentence one line.
  static func note(_ sentence: String) {
    Console.say("phibench: \(sentence.withoutControls)\n")
  }
}
