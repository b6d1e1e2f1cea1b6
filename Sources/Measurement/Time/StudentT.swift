/// Student's t distribution.
package enum StudentT {
  /// The standard normal distribution's 97.5 % quantile: the limit for many degrees of freedom.
  package static let normal = 1.959_963_984_540_054

  /// The 97.5 % quantile, so that ± it holds 95 %: exact for 1 and 2 degrees of freedom, else by the
  /// expansion in 1/ν, whose error is below 0.15 %.
  ///
  /// Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, 26.7.5.
  ///
  /// - Precondition: there is at least one degree of freedom.
  package static func quantile(_ degrees: Int) -> Double {
    precondition(degrees >= 1, "no degrees of freedom")
    // tan(π·0.475), and √(2·q²/(1 − q²)) with q = 2·0.975 − 1.
    if degrees == 1 { return 12.706_204_736_174_7 }
    let nu = Double(degrees)
    if degrees == 2 { return (2 * 0.95 * 0.95 / (1 - 0.95 * 0.95)).squareRoot() }
    let z = normal
    let square = z * z
    // The polynomials g₁ … g₄ of the expansion, by Horner's rule in z².
    let g1 = z * (square + 1) / 4
    let g2 = z * ((5 * square + 16) * square + 3) / 96
    let g3 = z * (((3 * square + 19) * square + 17) * square - 15) / 384
    let g4 =
      z * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92_160
    return z + (g1 + (g2 + (g3 + g4 / nu) / nu) / nu) / nu
  }
}
