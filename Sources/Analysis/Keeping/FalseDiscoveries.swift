/// Many statements, of which those that are made may be wrong in a few of a hundred.
enum FalseDiscoveries {
  /// The probability up to which statements may be made, so that of all that are made no more than a part of
  /// `rate` is expected to be wrong; by the probability of each if it is wrong, and 0 if none may.
  ///
  /// The k-th surest of n may have a probability of k ÷ n · rate, and the last that has decides. Source: Benjamini
  /// & Hochberg, *Controlling the false discovery rate*, Journal of the Royal Statistical Society B 57, 1995; it
  /// holds for statements that share a part, too (Benjamini & Yekutieli, Annals of Statistics 29, 2001).
  static func level(_ probabilities: [Double], rate: Double = 0.05) -> Double {
    let surestFirst = probabilities.sorted()
    return surestFirst.indices.last { place in
      surestFirst[place] <= rate * Double(place + 1) / Double(surestFirst.count)
    }.map { surestFirst[$0] } ?? 0
  }
}
