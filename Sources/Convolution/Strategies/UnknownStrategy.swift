/// No strategy has a name.
package struct UnknownStrategy: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name.
  package let name: String

  /// No strategy has this name.
  package init(name: String) { self.name = name }

  /// One clear sentence without a full stop.
  package var description: String {
    "there is no strategy '\(name)'; there are "
      + Strategies.all.map(\.name).joined(separator: ", ")
  }
}
