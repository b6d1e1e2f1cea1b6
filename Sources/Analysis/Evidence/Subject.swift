import Convolution

/// An operation of a strategy.
package struct Subject: Hashable, Sendable, Codable {
  /// The strategy's name.
  package let strategy: String
  /// Which part of a step.
  package let operation: Operation

  /// An operation of a strategy.
  package init(_ strategy: String, _ operation: Operation) {
    self.strategy = strategy
    self.operation = operation
  }
}
