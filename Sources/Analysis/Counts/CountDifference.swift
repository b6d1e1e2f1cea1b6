import Convolution
import Results

/// A count that is not as its formula says.
package struct CountDifference: Sendable, Encodable {
  package let row: RowReference
  /// The point in words.
  package let point: String
  package let strategy: Strategy
  package let operation: Operation
  package let column: CountColumn
  /// What stands in the file.
  package let measured: Int
  /// The formula, computed from the row's point; `nil` where the strategy has no such operation.
  package let formula: Int?
  /// The formula as the file names it, where it does.
  package let named: Int?
}
