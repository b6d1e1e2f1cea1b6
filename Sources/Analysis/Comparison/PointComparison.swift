/// All strategies of one operation at one point, from an old run to a new one: what they moved
/// together, and what each moved by itself.
///
/// Strategies of the same sessions have the machine in common, so a change of their ratios is a change of
/// one of them. What the yardsticks moved with is the machine; what all strategies moved beyond it is
/// the machine, too, or code that all share.
struct PointComparison {
  /// What one strategy moved by itself, in the order in which they were given; `nil` where that is
  /// not known.
  private(set) var own: [Change?]
  /// What all moved together beyond the yardstick; `nil` where that is not known.
  private(set) var common: Change?
  /// Whether strategies moved apart, and nothing tells which of them stayed.
  private(set) var isAmbiguous = false

  /// Compares by each strategy's change in relation to the same one of them, and in yardsticks, where these are
  /// known; times may differ by a part of `threshold` and still count as the same.
  init(ratios: [Change?], relative: [Change?], threshold: Double) {
    own = ratios.map { _ in nil }
    let known = ratios.indices.filter { ratios[$0] != nil }
    let sorted = known.compactMap { ratios[$0] }.sorted { $0.logarithm < $1.logarithm }
    guard !sorted.isEmpty else { return }
    // Whichever strategy moved in relation to the reference by this much moved with most others.
    var middle = sorted[(sorted.count - 1) / 2]
    let upper = sorted[sorted.count / 2]
    // What the reference of the ratios moved beyond the yardstick.
    let reference = known.first { ratios[$0] == Change.none }.flatMap { relative[$0] }
    if sorted.count == 1 {
      common = known.first.flatMap { relative[$0] }
      return
    }
    let gap = upper - middle
    if gap.isBeyond(threshold / 2), gap.probability < 0.05 {
      // Two halves that moved apart: the yardstick tells which of them stayed.
      let stayed = reference.map { reference in
        [middle, upper].filter { (reference + $0).probability > 0.05 }
      }
      guard let stayed, stayed.count == 1 else {
        isAmbiguous = true
        return
      }
      middle = stayed[0]
    }
    own = ratios.map { change in change.map { $0 == middle ? Change.none : $0 - middle } }
    common = reference.map { $0 + middle }
  }
}
