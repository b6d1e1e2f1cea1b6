/// Many statements, of which those that are made may be wrong in a few of a hundred.
enum FalseDiscoveries {
  /// How far statements may be made, so that of all that are made no more than `rate` are expected to be wrong.
  ///
  /// The k-th surest of n may have a probability of k ÷ n · rate, and the last that has decides. Source: Benjamini
  /// & Hochberg, *Controlling the false discovery rate*, Journal of the Royal Statistical Society B 57, 1995; it
  /// holds for statements that share a part, too (Benjamini & Yekutieli, Annals of Statistics 29, 2001).
  ///
  /// - Parameters:
  ///   - probabilities: of each statement, if it is wrong.
  ///   - rate: the part that may be wrong.
  /// - Returns: the probability up to which one may be made; 0 if none may.
  static func level(_ probabilities: [Double], rate: Double = 0.05) -> Double {
    let surestFirst = probabilities.sorted()
    return surestFirst.indices.last { place in
      surestFirst[place] <= rate * Double(place + 1) / Double(surestFirst.count)
    }.map { surestFirst[$0] } ?? 0
  }
}
