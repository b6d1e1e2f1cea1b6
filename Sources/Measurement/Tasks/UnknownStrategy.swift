/// A task names a strategy that this program does not have.
public struct UnknownStrategy: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// One clear sentence without a full stop.
  public var description: String { "there is no strategy '\(name)'" }
}
