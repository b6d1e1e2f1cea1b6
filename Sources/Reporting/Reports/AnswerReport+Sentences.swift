import Analysis
import Measurement

extension AnswerReport {
  /// Two or three plain sentences, and what to measure if that would tell more.
  package var sentences: [String] {
    guard !statements.isEmpty else {
      return ["To say when keeping φ pays, measure a strategy that keeps φ beside another one."]
    }
    let told = statements.filter { $0.outcome != .tooLittle }
    guard !told.isEmpty else {
      let most = statements.map(\.points.count).max() ?? 0
      return ["\(Units.count(most, "point")) cannot say when keeping φ pays." + advice]
    }
    let outcomes = Rivals.allCases.compactMap { rivals -> String? in
      let statements = told.filter { $0.rivals == rivals }
      guard let names = statements.map(\.strategies).max(by: { $0.count < $1.count }) else {
        return nil
      }
      let clauses = statements.grouped(by: \.outcome).map { clause($0.elements) }
      return "Keeping φ against \(Self.words(rivals)) "
        + "(\(names.map(\.name).joined(separator: ", "))): \(clauses.joined(separator: "; "))."
    }
    return outcomes
      + [[memory(told), decider(told)].compactMap(\.self).joined(separator: " ") + advice]
      .filter { !$0.isEmpty }
  }

  private static func words(_ rivals: Rivals) -> String {
    switch rivals {
    case .expanding: "expanding it again"
    case .withoutPhi: "expanding nothing"
    }
  }

  /// What statements of one outcome say together.
  private func clause(_ statements: [KeepingStatement]) -> String {
    let first = statements[0]
    let place = places.words(statements.map(\.conditions))
    let isOne = statements.count == 1
    let time = Self.range(statements.map(\.part.slowdown), bare: !isOne) + " × the time"
    let below = statements.compactMap(\.below?.slowdown)
    let timeBelow = below.isEmpty ? "" : ", and below it \(Self.range(below, bare: true)) ×"
    func count(_ side: (KeepingStatement.Part) -> Int) -> String {
      Units.count(statements.map { side($0.part) }.reduce(0, +))
    }
    let points = " of \(count(\.all)) points)"
    let losses = " (slower at \(count(\.slower)), faster at \(count(\.faster))" + points
    let gains = " (faster at \(count(\.faster)), slower at \(count(\.slower))" + points
    let what =
      switch first.outcome {
      case .losesFrom:
        "it loses from φ = \(sizes(statements)) per thread on, where it takes \(time)" + losses
          + timeBelow
      case .paysFrom:
        "it pays only from φ = \(sizes(statements)) per thread on, where it takes \(time)" + gains
          + timeBelow
      case .loses:
        "it loses at every size measured (\(Self.span(statements))), and takes \(time)" + losses
      case .pays:
        "it pays at every size measured (\(Self.span(statements))), and takes \(time)" + gains
      case .undecided, .tooLittle: "no size is found, and it takes \(time)" + gains
      }
    return place.isEmpty ? what : "with \(place) \(what)"
  }

  /// The sizes from which on statements hold, each with its conditions unless all are the same.
  private func sizes(_ statements: [KeepingStatement]) -> String {
    let sizes = statements.map(\.sizeWords)
    guard Set(sizes).count > 1 else { return sizes[0] }
    return zip(sizes, statements).map { "\($0) (\(places.words([$1.conditions])))" }
      .joined(separator: ", ")
  }

  /// From the smallest to the largest size that was measured.
  private static func span(_ statements: [KeepingStatement]) -> String {
    let sizes = statements.flatMap(\.points).map(\.phiBytes)
    return "\(Units.bytes(sizes.min() ?? 0)) to \(Units.bytes(sizes.max() ?? 0)) per thread"
  }

  /// What keeping costs in memory where it loses, or everywhere if it never does.
  private func memory(_ told: [KeepingStatement]) -> String? {
    let losing = told.filter { [.losesFrom, .loses].contains($0.outcome) }
    let memory = (losing.isEmpty ? told : losing).map(\.part.memory).filter { !$0.isEmpty }
    guard let least = memory.map(\.[0]).min(), let most = memory.map(\.[2]).max() else {
      return nil
    }
    let medians = Self.range(memory.map { Estimate(median: $0[1]) }, bare: true)
    return (losing.isEmpty ? "Keeping φ takes " : "There keeping φ takes ")
      + "\(Units.number(least, decimals: 1)) to \(Units.number(most, decimals: 1)) × the memory "
      + "(median \(medians))."
  }

  /// Whether size or shape decides against strategies that expand φ, or against others if there are none.
  private func decider(_ told: [KeepingStatement]) -> String? {
    let rivals = told[0].rivals
    let clauses = told.filter { $0.rivals == rivals && $0.likeSizes.decider != .unknown }
      .grouped { $0.likeSizes.decider }.map { decider, statements in
        let place = places.words(statements.map(\.conditions))
        let like = statements.map(\.likeSizes)
        let (pairs, disagreeing) = (
          like.map(\.pairs).reduce(0, +), like.map(\.disagreeing).reduce(0, +)
        )
        let evidence =
          "\(Units.count(disagreeing)) of \(Units.count(pairs)) pairs of like size and unlike shape "
          + "disagree"
        let words =
          switch decider {
          case .size: "size decides, not shape: \(evidence)"
          case .shape: "shape decides more than size: \(evidence)"
          case .neither, .unknown: "neither size nor shape decides: nearly all points agree"
          }
        return place.isEmpty ? words : "with \(place) \(words)"
      }
    guard let first = clauses.first else { return nil }
    return first.prefix(1).uppercased() + first.dropFirst()
      + clauses.dropFirst().map { "; " + $0 }.joined() + "."
  }

  /// What was not measured and would tell more; empty if nothing is missing.
  private var advice: String {
    let few = statements.filter { $0.outcome == .tooLittle }
    let isAll = few.count == statements.count
    let place = isAll ? "" : places.words(few.map(\.conditions))
    var wanted =
      few.isEmpty
      ? []
      : ["at least \(KeepingGap.fewestPoints) points" + (place.isEmpty ? "" : " with \(place)")]
    // What a condition with a few points lacks beside them is nothing to begin with.
    for gap in statements.filter({ isAll || $0.outcome != .tooLittle }).flatMap(\.gaps).distinct {
      switch gap {
      case .small(let bytes): wanted.append("φ of \(Units.bytes(bytes)) per thread and less")
      case .large(let bytes): wanted.append("φ of \(Units.bytes(bytes)) per thread and more")
      case .shapes: wanted.append("unlike shapes at each size")
      case .points: continue
      }
    }
    return wanted.isEmpty ? "" : " To say more, measure \(wanted.joined(separator: ", "))."
  }

  /// The least and the greatest of some medians; of one, with its interval unless it is to be bare.
  private static func range(_ estimates: [Estimate], bare: Bool) -> String {
    let medians = estimates.map { Units.number($0.median) }
    guard let least = estimates.min(by: { $0.median < $1.median }),
      let most = estimates.max(by: { $0.median < $1.median }), Set(medians).count > 1
    else { return bare ? medians[0] : estimates[0].words }
    return "\(Units.number(least.median)) to \(Units.number(most.median))"
  }
}
