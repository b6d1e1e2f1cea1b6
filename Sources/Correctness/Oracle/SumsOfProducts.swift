import Convolution

/// Values that are sums of products, computed in double precision, with what bounds their error.
package struct SumsOfProducts: Sendable {
  /// Σ a·b, one for each element.
  package internal(set) var values: [Double]
  /// Σ|a||b|, one for each element.
  package internal(set) var magnitudes: [Double]
  /// n: the most products that one element sums up.
  package let terms: Int

  init(count: Int, terms: Int) {
    values = Array(repeating: 0, count: count)
    magnitudes = values
    self.terms = terms
  }

  /// How far a computation of an element in a precision, from the same factors, may lie from ours; infinite
  /// where so many roundings promise nothing.
  ///
  /// Theirs lies within γ_n·m of the exact value and ours within γ'_n·m, where m is the exact
  /// Σ|a||b|, and γ and γ' belong to their precision and to double. Of m we know our sum only,
  /// which is m·(1 − γ'_n) at least. Hence the bound
  ///
  ///     (γ_n + γ'_n)·Σ|a||b|/(1 − γ'_n)
  ///
  /// Source: Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., §3.1.
  package func bound(_ index: Int, _ precision: Precision) -> Double {
    // 0 · ∞ is no number, but a sum of zeros is 0 however it is rounded.
    guard magnitudes[index] != 0 else { return 0 }
    let ours = Precision.double.gamma(terms: terms)
    return (precision.gamma(terms: terms) + ours) * magnitudes[index] / (1 - ours)
  }

  mutating func add(_ left: Double, _ right: Double, at index: Int) {
    let product = left * right
    values[index] += product
    magnitudes[index] += abs(product)
  }
}
