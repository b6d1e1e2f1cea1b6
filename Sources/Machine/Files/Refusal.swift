/// Why phibench does not go on with what it was given, or cannot write what it should.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What stands in the way.
  package enum Kind: Hashable, Sendable {
    /// What the user asks for makes no sense.
    case usage
    /// A file does not hold what it should.
    case data
    /// A file does not exist, or the system does not read it.
    case noInput
    /// There is already a file where one is to be written.
    case exists
    /// A file cannot be created, or another process is writing it.
    case cannotCreate
    /// The system does not write a file.
    case cannotWrite
    /// There is too little to decide by.
    case insufficient
    /// What was tried did not succeed.
    case negative
    /// The user ended it.
    case interrupted
  }

  package let kind: Kind
  /// One clear sentence without a full stop.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  package static func exists(_ path: String) -> Refusal {
    Refusal(.exists, "\(path) exists already")
  }

  package static func cannotCreate(_ path: String, _ reason: any Error) -> Refusal {
    Refusal(.cannotCreate, "\(path) cannot be created: \(reason)")
  }

  package static func cannotWrite(_ path: String, _ reason: any Error) -> Refusal {
    Refusal(.cannotWrite, "\(path) cannot be written: \(reason)")
  }

  package static func inUse(_ path: String) -> Refusal {
    Refusal(.cannotCreate, "\(path) is being written by another process")
  }

  /// The system does not read a file of results.
  package static func cannotRead(_ path: String, _ reason: any Error) -> Refusal {
    Refusal(.noInput, "\(path): it cannot be read: \(reason)")
  }
}
