import Convolution

/// An operation of a strategy.
public struct Subject: Hashable, Sendable, Codable {
  /// The strategy's name.
  public let strategy: String
  /// Which part of a step.
  public let operation: Operation

  /// An operation of a strategy.
  public init(_ strategy: String, _ operation: Operation) {
    self.strategy = strategy
    self.operation = operation
  }
}
