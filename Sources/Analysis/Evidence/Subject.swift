import Convolution

/// An operation of a strategy.
package struct Subject: Hashable, Sendable, Encodable {
  /// By which strategy.
  package let strategy: Strategy
  /// Which part of a step.
  package let operation: Operation

  /// An operation of a strategy.
  package init(_ strategy: Strategy, _ operation: Operation) {
    self.strategy = strategy
    self.operation = operation
  }
}
