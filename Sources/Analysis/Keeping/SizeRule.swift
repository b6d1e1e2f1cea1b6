import Convolution
import Foundation

/// The rule that decides by size whether to keep φ and loses least time with it: keep it below some
/// size and not from there on, or the other way round.
struct SizeRule {
  /// Whether φ is kept below the size.
  let keepsBelow: Bool
  /// How many of the points, by ascending sizes, lie below it.
  let below: Int
  /// What the rule gains over the better of always and never keeping: the sum of the times' logarithms.
  let gain: Double

  /// The best rule for points whose logarithms of ratios stand by ascending sizes.
  init(sizes: [Int], logRatios: [Double]) {
    let total = logRatios.reduce(0, +)
    let constant = max(0, total)
    var best = (keepsBelow: true, below: 0, gain: 0.0)
    var sum = 0.0
    for index in sizes.indices.dropFirst() {
      sum += logRatios[index - 1]
      guard sizes[index] > sizes[index - 1] else { continue }
      // Kept below, or kept from here on.
      if sum - constant > best.gain { best = (true, index, sum - constant) }
      if total - sum - constant > best.gain { best = (false, index, total - sum - constant) }
    }
    (keepsBelow, below, gain) = best
  }

  /// How often a rule gains as much where the same ratios stand in any order: what chance does.
  ///
  /// Source: Good, *Permutation, Parametric and Bootstrap Tests of Hypotheses* (Springer 2005).
  func chance(sizes: [Int], logRatios: [Double]) -> Double {
    var generator = SeededGenerator(seed: 1)
    var shuffled = logRatios
    let count = (0..<Self.shuffles).count { _ in
      shuffled.shuffle(using: &generator)
      return SizeRule(sizes: sizes, logRatios: shuffled).gain >= gain
    }
    return Double(count + 1) / Double(Self.shuffles + 1)
  }

  private static let shuffles = 1999

  /// The 95 % interval of the size, by bootstrap: the logarithms of its ends, infinite where the rule
  /// then is always or never to keep.
  func interval(sizes: [Int], logRatios: [Double]) -> ClosedRange<Double>? {
    let sign = keepsBelow ? 1.0 : -1
    return Bootstrap.intervals(count: sizes.count) { indices in
      var counts = [Int](repeating: 0, count: sizes.count)
      for index in indices { counts[index] += 1 }
      var (sum, best) = (0.0, 0.0)
      var (cut, previous) = (-Double.infinity, -1)
      for index in sizes.indices where counts[index] > 0 {
        if previous >= 0, sizes[previous] < sizes[index], sum > best {
          (best, cut) = (sum, Self.middle(sizes[previous], sizes[index]))
        }
        sum += sign * Double(counts[index]) * logRatios[index]
        previous = index
      }
      return [sum > best ? .infinity : cut]
    }?.first
  }

  /// The logarithm of the size: between the points below it and the others.
  func logSize(_ sizes: [Int]) -> Double { Self.middle(sizes[below - 1], sizes[below]) }

  /// The logarithm of the size between two.
  private static func middle(_ one: Int, _ other: Int) -> Double {
    (log(Double(one)) + log(Double(other))) / 2
  }
}
