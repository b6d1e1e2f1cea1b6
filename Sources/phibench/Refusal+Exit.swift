import Convolution
import Machine
import Networks
import Reporting

extension Refusal.Kind {
  /// How a command ends because of it, for a script to see.
  var exitStatus: Int32 {
    switch self {
    case .negative: 1
    case .insufficient: 2
    case .usage: 64
    case .data: 65
    case .noInput: 66
    case .exists, .cannotCreate: 73
    case .cannotWrite: 74
    case .interrupted: 130
    }
  }
}

extension Refusal {
  /// What an error means for a user; `nil` for an error that is none of ours.
  init?(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as Gnuplot.Failure: self.init(.cannotCreate, error.description)
    case let error as NetworkError: self.init(.usage, error.description)
    case let error as OutOfMemory: self.init(.insufficient, error.description)
    case let error as ChildFailure: self.init(.insufficient, error.description)
    default: return nil
    }
  }

  /// Refuses the value of an option, if there is one, outside a range.
  static func requireRange<Value: Comparable>(
    _ option: String, _ value: Value?, _ range: ClosedRange<Value>
  ) throws(Refusal) {
    guard let value, !range.contains(value) else { return }
    throw Refusal(.usage, "\(option) must be from \(range.lowerBound) to \(range.upperBound)")
  }

  /// Refuses the value of an option, if there is one, unless it is above 0 and not too large.
  static func requirePositive(
    _ option: String, _ value: Double?, atMost largest: Double
  ) throws(Refusal) {
    guard let value, !(value > 0 && value <= largest) else { return }
    throw Refusal(.usage, "\(option) must be above 0 and at most \(Int(largest))")
  }

  /// Writes the sentence to standard error, if there is one.
  func report() {
    guard !description.isEmpty else { return }
    Console.note(description + (kind == .exists ? "; --force overwrites it" : ""))
  }
}
