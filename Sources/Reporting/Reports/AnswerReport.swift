import Analysis
import Measurement

/// When keeping φ pays, for every report that says so: the answer in a few sentences, and the table that
/// they are taken from.
package struct AnswerReport: Sendable {
  private let statements: [KeepingStatement]
  private let places: ConditionWords

  package init(_ answer: KeepingAnswer) {
    statements = answer.statements
    places = ConditionWords(answer.statements.map(\.conditions))
  }

  // MARK: - Sentences

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
      let clauses = statements.grouped(by: \.outcome).map(\.elements).flatMap(clauses)
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

  /// What statements of one outcome say, together if they can.
  private func clauses(_ statements: [KeepingStatement]) -> [String] {
    let first = statements[0]
    let place = places.words(statements.map(\.conditions))
    func list(_ text: (KeepingStatement) -> String) -> String {
      guard Set(statements.map(text)).count > 1 else { return text(first) }
      return statements.map { "\(text($0)) (\(places.words([$0.conditions])))" }
        .joined(separator: ", ")
    }
    let time = Self.range(statements.map(\.part.slowdown), bare: statements.count > 1)
    func count(_ side: (KeepingStatement.Part) -> Int) -> String {
      Units.count(statements.map { side($0.part) }.reduce(0, +))
    }
    let all = count(\.all)
    let (slower, faster) = (count(\.slower), count(\.faster))
    let sizes =
      "at every size measured (\(Units.bytes(statements.compactMap { $0.points.first?.phiBytes }.min() ?? 0))"
      + " to \(Units.bytes(statements.compactMap { $0.points.last?.phiBytes }.max() ?? 0)) per thread)"
    let what =
      switch first.outcome {
      case .losesFrom:
        "it loses from φ = \(list(\.sizeWords)) per thread on, where it takes \(time) × the "
          + "time (slower at \(slower), faster at \(faster) of \(all) points)"
      case .paysFrom:
        "it pays only from φ = \(list(\.sizeWords)) per thread on, where it takes \(time) × "
          + "the time (faster at \(faster), slower at \(slower) of \(all) points)"
      case .loses:
        "it loses \(sizes), and takes \(time) × the time (slower at \(slower), faster at \(faster) of "
          + "\(all) points)"
      case .pays:
        "it pays \(sizes), and takes \(time) × the time (faster at \(faster), slower at \(slower) of "
          + "\(all) points)"
      case .undecided, .tooLittle:
        "no size is found, and it takes \(time) × the time (faster at \(faster), slower at \(slower) of "
          + "\(all) points)"
      }
    return [place.isEmpty ? what : "with \(place) \(what)"]
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

  // MARK: - Table

  package var isEmpty: Bool { statements.isEmpty }

  static let legend =
    "Sizes are bytes of φ per thread. A point counts with the rival that is fastest there; whether it is "
    + "slower or faster is sure beside all comparisons of the report (Bonferroni, 95 %). The size is that "
    + "from which on not keeping φ loses least time, with its 95 % interval by bootstrap; there is one if "
    + "chance (the same ratios in any order) does as well in at most 5 % of all cases, divided by the "
    + "number of statements. Like sizes differ by less than a factor of \(Units.number(LikeSizes.factor, decimals: 1)), "
    + "unlike shapes by one of two in h·h, d, d_out or a_conv·b_conv. Size decides if pairs of like size disagree less "
    + "than half as often as pairs of any size do."

  var table: Table {
    let at: [Table.Column<KeepingStatement>] =
      places.isEmpty ? [] : [.left("with") { places.words([$0.conditions]) }]
    let columns: [Table.Column<KeepingStatement>] = [
      .left("against") { $0.strategies.map(\.name).joined(separator: ", ") },
      .left("keeping φ") { $0.outcome.words },
      .left("from φ") { $0.sizeWords },
      .left("chance") { $0.chance.map { Units.percent($0) } ?? "" },
      .left("its time there") { $0.part.slowdown.words },
      .left("slower, faster, open there") { $0.part.counts },
      .left("its time below") { $0.below?.slowdown.words ?? "" },
      .left("slower, faster, open below") { $0.below?.counts ?? "" },
      .left("like sizes disagree (all)") {
        "\(Units.count($0.likeSizes.disagreeing)) of \(Units.count($0.likeSizes.pairs)) "
          + "(\(Units.percent($0.likeSizes.disagreement, decimals: 0)))"
      },
      .left("decides") { $0.likeSizes.decider.rawValue },
      .left("rows: most, least saved") { $0.extremes },
    ]
    return Table(statements, leading: at.count + 1, at + columns)
  }
}

extension KeepingStatement {
  /// The size from which on the outcome holds, with its interval, of which an end may lie beyond all points;
  /// empty if there is none.
  fileprivate var sizeWords: String {
    guard let size else { return "" }
    let low = size.low.map(Units.bytes) ?? "< \(Units.bytes(points[0].phiBytes))"
    let high = size.high.map(Units.bytes) ?? "> \(Units.bytes(points[points.count - 1].phiBytes))"
    return "\(Units.bytes(size.bytes)) [\(low), \(high)]"
  }

  /// The rows of the points where keeping saves most and least.
  fileprivate var extremes: String {
    let ends = [
      points.max { $0.ratio.median < $1.ratio.median },
      points.min { $0.ratio.median < $1.ratio.median },
    ]
    return ends.compactMap { $0?.contests[0].trade.rows.last?.description }.distinct
      .joined(separator: ", ")
  }
}

extension KeepingStatement.Outcome {
  fileprivate var words: String {
    switch self {
    case .losesFrom: "loses from a size on"
    case .paysFrom: "pays from a size on"
    case .loses: "loses"
    case .pays: "pays"
    case .undecided: "undecided"
    case .tooLittle: "too few points"
    }
  }
}

extension KeepingStatement.Part {
  fileprivate var all: Int { faster + slower + undecided }

  fileprivate var counts: String {
    [slower, faster, undecided].map { Units.count($0) }.joined(separator: ", ")
  }

  /// The keeper's time as a multiple of the fastest rival's.
  fileprivate var slowdown: Estimate {
    Estimate(
      median: 1 / ratio.median, low: ratio.high.map { 1 / $0 }, high: ratio.low.map { 1 / $0 })
  }
}
