/// Why nine sizes do not make a convolution layer.
package enum GeometryError: Error, Hashable, Sendable {
  /// A size that must be at least 1 is not.
  case notPositive(parameter: String, value: Int)
  /// The padding is below 0.
  case negativePadding(Int)
  /// A size is above what OpenBLAS's 32-bit dimensions can name.
  case tooLarge(parameter: String, value: Int, limit: Int)
  /// The filter does not fit into the padded input along an axis ("a" or "b").
  case filterExceedsInput(axis: String, filter: Int, paddedInput: Int)
  /// The pooling window does not fit into the convolution's output along an axis.
  case poolExceedsOutput(axis: String, pool: Int, convolved: Int)
  /// A product of sizes leaves the range that can be counted or multiplied.
  case productTooLarge(quantity: String)
}

extension GeometryError: CustomStringConvertible {
  /// One clear sentence without a full stop, for a user who gave these sizes.
  package var description: String {
    switch self {
    case .notPositive(let parameter, let value):
      "\(parameter) is \(value), but must be at least 1"
    case .negativePadding(let value):
      "padding is \(value), but must be at least 0"
    case .tooLarge(let parameter, let value, let limit):
      "\(parameter) is \(value), but must be at most \(limit)"
    case .filterExceedsInput(let axis, let filter, let paddedInput):
      "the filter (h = \(filter)) is larger than the padded input (\(axis) + 2·padding = \(paddedInput))"
    case .poolExceedsOutput(let axis, let pool, let convolved):
      "the pooling window (\(pool)) is larger than the convolution's output (\(axis)_conv = \(convolved))"
    case .productTooLarge(let quantity):
      "\(quantity) is too large to be computed with"
    }
  }
}
