/// No strategy has a name.
public struct UnknownStrategy: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// One clear sentence without a full stop.
  public var description: String {
    "there is no strategy '\(name)'; there are "
      + Strategies.all.map(\.name).joined(separator: ", ")
  }
}
