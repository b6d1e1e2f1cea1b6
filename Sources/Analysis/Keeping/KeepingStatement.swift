import Convolution
import Foundation
import Machine
import Measurement

/// Whether keeping φ pays against one kind of rivals under one set of conditions, and from which size on
/// it does not.
package struct KeepingStatement: Sendable, Encodable {
  package enum Outcome: String, Hashable, Sendable, Encodable {
    /// There is a size from which on keeping φ loses; below it pays.
    case losesFrom = "loses_from"
    /// There is a size from which on keeping φ pays; below it loses.
    case paysFrom = "pays_from"
    /// No such size was found: keeping loses at all of them.
    case loses
    /// No such size was found: keeping pays at all of them.
    case pays
    /// Neither can be said.
    case undecided
    /// There are too few points.
    case tooLittle = "too_little"
  }

  /// A size of φ per thread.
  package struct Size: Sendable, Encodable {
    package let bytes: Int
    /// The ends of its 95 % interval; `nil` where that reaches beyond all sizes that were measured.
    package let low: Int?
    package let high: Int?
  }

  /// Points that are taken together.
  package struct Part: Sendable, Encodable {
    /// At how many points keeping is faster than every rival for sure, slower than one, or neither.
    package let faster: Int
    package let slower: Int
    package let undecided: Int
    /// The geometric mean of the rival's time as a part of the keeper's, with its 95 % interval by
    /// bootstrap over the points.
    package let ratio: Estimate
    /// The keeper's peak as a multiple of the rival's: least, median and most.
    package let memory: [Double]

    /// - Precondition: there is a point.
    init(_ points: ArraySlice<KeepingPoint>) {
      let points = Array(points)
      func count(_ answer: Answer) -> Int { points.count { $0.keepingIsFaster == answer } }
      (faster, slower, undecided) = (count(.yes), count(.no), count(.undecided))
      func mean(_ indices: [Int]) -> Double {
        exp(indices.reduce(0) { $0 + points[$1].logRatio } / Double(indices.count))
      }
      let drawn =
        points.count < Estimate.fewestSamples
        ? nil : Bootstrap.intervals(count: points.count) { [mean($0)] }?.first
      ratio = Estimate(
        median: mean(Array(points.indices)), low: drawn?.lowerBound, high: drawn?.upperBound)
      let memory = points.compactMap(\.memory).sorted()
      self.memory =
        memory.isEmpty ? [] : [memory[0], Estimate(of: memory).median, memory[memory.count - 1]]
    }

    /// Whether keeping pays: by the mean, and by the points that are sure.
    var pays: Bool? {
      guard let isFaster = ratio.isAboveOne, isFaster ? faster > slower : slower > faster else {
        return nil
      }
      return isFaster
    }
  }

  package let conditions: Conditions
  package let rivals: Rivals
  package let keeper: Strategy
  /// The rivals that were measured, in the catalogue's order.
  package let strategies: [Strategy]
  /// By ascending sizes, each with its rows.
  package let points: [KeepingPoint]
  package let outcome: Outcome
  /// From which size on the outcome holds; `nil` where there is none.
  package let size: Size?
  /// How often chance would make size tell as much; `nil` where it tells nothing, or there are too few
  /// points.
  package let chance: Double?
  /// All points, or those from ``size`` on.
  package let part: Part
  /// Those below ``size``.
  package let below: Part?
  package let likeSizes: LikeSizes
  /// What was not measured, and would tell more.
  package let gaps: [KeepingGap]

  /// The statement by some points, at least one, that is to be as sure beside all statements that are made.
  init(
    _ rivals: Rivals, _ conditions: Conditions, keeper: Strategy, strategies: [Strategy],
    points: [KeepingPoint], statements: Int, caches: Caches
  ) {
    let points = points.sorted { $0.phiBytes < $1.phiBytes }
    self.rivals = rivals
    self.conditions = conditions
    self.keeper = keeper
    self.strategies = strategies
    self.points = points
    likeSizes = LikeSizes(points)
    gaps = KeepingGap.all(points, likeSizes, caches: caches)
    guard !gaps.contains(.points) else {
      (outcome, size, chance, below) = (.tooLittle, nil, nil, nil)
      part = Part(points[...])
      return
    }
    // Of very many every so many say the same.
    let thinned = points.thinned(to: Self.mostPoints)
    let (sizes, ratios) = (thinned.map(\.phiBytes), thinned.map(\.logRatio))
    let rule = SizeRule(sizes: sizes, logRatios: ratios)
    let chance = rule.gain > 0 ? rule.chance(sizes: sizes, logRatios: ratios) : nil
    self.chance = chance
    if let chance, chance <= 0.05 / Double(statements) {
      let bytes = exp(rule.logSize(sizes))
      let place = points.firstIndex { Double($0.phiBytes) > bytes } ?? points.endIndex
      let above = Part(points[place...])
      // What no point is sure of is no answer, however many lean to it.
      if rule.keepsBelow ? above.slower > above.faster : above.faster > above.slower {
        let interval = rule.interval(sizes: sizes, logRatios: ratios)
        func end(_ value: Double?) -> Int? {
          value.flatMap { $0.isFinite ? Int(exp($0).rounded()) : nil }
        }
        size = Size(
          bytes: Int(bytes.rounded()), low: end(interval?.lowerBound),
          high: end(interval?.upperBound))
        (part, below) = (above, Part(points[..<place]))
        outcome = rule.keepsBelow ? .losesFrom : .paysFrom
        return
      }
    }
    (size, below) = (nil, nil)
    part = Part(points[...])
    outcome = part.pays.map { $0 ? .pays : .loses } ?? .undecided
  }

  private static let mostPoints = 2_000
}
