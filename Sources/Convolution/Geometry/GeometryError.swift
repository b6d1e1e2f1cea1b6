/// Why values of parameters do not make a layer's workload.
package enum GeometryError: Error, Hashable, Sendable {
  /// A value is not within its bounds.
  case outOfBounds(Parameter, value: Int, bounds: ClosedRange<Int>)
  /// `same` has no whole number of zeros for this filter.
  case samePaddingOfEvenFilter(h: Int)
  /// The filter does not fit into the padded input along an axis ("a" or "b").
  case filterExceedsInput(axis: String, filter: Int, paddedInput: Int)
  /// The pooling window does not fit into the convolution's output along an axis.
  case poolExceedsOutput(axis: String, pool: Int, convolved: Int)
  /// A product of sizes leaves the range that can be counted or multiplied.
  case productTooLarge(quantity: String)
}

extension GeometryError: CustomStringConvertible {
  /// One clear sentence without a full stop, for a user who gave these values.
  package var description: String {
    switch self {
    case .outOfBounds(let parameter, let value, let bounds):
      "\(parameter.rawValue) is \(value), but must be from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .samePaddingOfEvenFilter(let h):
      "padding 'same' needs an odd filter, but h is \(h)"
    case .filterExceedsInput(let axis, let filter, let paddedInput):
      "the filter (h = \(filter)) is larger than the padded input (\(axis) + 2·padding = \(paddedInput))"
    case .poolExceedsOutput(let axis, let pool, let convolved):
      "the pooling window (\(pool)) is larger than the convolution's output (\(axis)_conv = \(convolved))"
    case .productTooLarge(let quantity):
      "\(quantity) is too large to be computed with"
    }
  }
}
