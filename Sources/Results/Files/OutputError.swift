/// Why a file cannot be written.
package enum OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is something already.
  case exists(path: String)
  /// The system does not create it.
  case cannotCreate(path: String, reason: String)
  /// The system does not write it.
  case cannotWrite(path: String, reason: String)
  /// Another process is writing it.
  case inUse(path: String)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .exists(let path): "\(path) exists already"
    case .cannotCreate(let path, let reason): "\(path) cannot be created: \(reason)"
    case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
    case .inUse(let path): "\(path) is being written by another process"
    }
  }
}
