import Convolution

extension Precision {
  /// u: the largest relative error of one rounded operation, half the distance from 1 to the next
  /// number above it; 2⁻²⁴ or 2⁻⁵³.
  package var unitRoundoff: Double {
    switch self {
    case .float: Double(Float.ulpOfOne) / 2
    case .double: Double.ulpOfOne / 2
    }
  }

  /// γ_n = n·u/(1 − n·u), which bounds the relative error that n roundings can add up to; infinite from
  /// n·u = 1 on, where nothing is promised.
  ///
  /// A sum of n products a_i·b_i, added in any order, with or without fused multiply-adds, differs
  /// from the exact one by at most γ_n·Σ|a_i||b_i|: no product passes through more than n
  /// roundings, one of its own and n − 1 of additions. Without overflow and underflow.
  ///
  /// Source: Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., §3.1.
  package func gamma(terms: Int) -> Double {
    let nu = Double(terms) * unitRoundoff
    return nu < 1 ? nu / (1 - nu) : .infinity
  }
}
