/// Several statements that are judged together.
enum Holm {
  /// Which of them may be made so that any of them is wrong with a probability of at most `error`, by the
  /// probability of each if it is wrong.
  ///
  /// The statements are gone through from the surest: the k-th of n, from 0, must have a probability of at
  /// most error ÷ (n − k), and the first that has not ends it. Source: Holm, *A simple sequentially
  /// rejective multiple test procedure*, Scandinavian Journal of Statistics 6, 1979.
  static func hold(_ probabilities: [Double], error: Double) -> [Bool] {
    var hold = probabilities.map { _ in false }
    let surestFirst = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    for (rank, index) in surestFirst.enumerated() {
      guard probabilities[index] <= error / Double(probabilities.count - rank) else { break }
      hold[index] = true
    }
    return hold
  }
}
