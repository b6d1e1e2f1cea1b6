import Convolution

/// An operation of a strategy.
package struct Subject: Hashable, Sendable, Encodable {
  package let strategy: Strategy
  package let operation: Operation
}
