/// No strategy has a name.
package struct UnknownStrategy: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name.
  package let name: String

  /// One clear sentence without a full stop.
  package var description: String {
    "there is no strategy '\(name)'; there are "
      + Strategies.all.map(\.name).joined(separator: ", ")
  }
}
