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
    case OutputError.exists: self.init(.cannotCreate, "\(error); --force overwrites it")
    case SweepFilesError.output(let error): self.init(error)
    case SweepFilesError.results(let error): self.init(error)
    default:
      guard let status = Self.status(of: error) else { return nil }
      self.init(status, "\(error)")
    }
  }

  private static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case TrainingError.lossNotFinite: .negative
    case is UntimedLayer, is OutOfMemory, is ChildFailure, TrainingError.outOfMemory: .insufficient
    case is StrategyListError, is SweepError, is NetworkError: .usage
    case TrainingError.batchTooLarge, TrainingError.network: .usage
    case ImageFileError.unreadable: .noInput
    case let error as ResultsFileError:
      if case .unreadable = error.problem { .noInput } else { .data }
    case is YAMLFileError, is ImageFileError, is TrainingError, is SweepFilesError: .data
    case OutputError.cannotWrite: .cannotWrite
    case is Gnuplot.Failure, is OutputError: .cannotCreate
    default: nil
    }
  }

  /// Refuses the value of an option, if there is one, outside a range.
  static func requireRange<Value: Comparable>(
    _ option: String, _ value: Value?, _ range: ClosedRange<Value>
  ) throws(Failure) {
    guard let value, !range.contains(value) else { return }
    throw Failure(.usage, "\(option) must be from \(range.lowerBound) to \(range.upperBound)")
  }

  /// Refuses the value of an option, if there is one, unless it is above 0, and at most what sampling can
  /// take.
  static func requireBudget(_ option: String, _ value: Double?) throws(Failure) {
    guard let value, !(value > 0 && value <= Sampling.largestBudget) else { return }
    throw Failure(.usage, "\(option) must be above 0 and at most \(Int(Sampling.largestBudget))")
  }

  /// Writes the sentence to standard error.
  func report() {
    Self.note(message)
  }

  /// Writes a sentence that ends nothing to standard error; what it cites of a file stays text, and
  /// the sentence one line.
  static func note(_ sentence: String) {
    Console.say("phibench: \(sentence.withoutControls)\n")
  }
}
