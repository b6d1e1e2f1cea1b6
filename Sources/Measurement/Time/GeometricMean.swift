import Foundation

extension Collection<Double> {
  /// The n-th root of the product of n numbers above 0: exp of the mean of their logarithms, so that
  /// no product overflows; `nil` where there is none.
  package var geometricMean: Double? {
    isEmpty ? nil : exp(reduce(0) { $0 + log($1) } / Double(count))
  }
}
