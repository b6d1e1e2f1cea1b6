import Analysis
import Measurement

/// When keeping φ pays, for every report that says so: the answer in a few sentences, and the table that
/// they are taken from.
package struct AnswerReport: Sendable {
  let statements: [KeepingStatement]
  let places: ConditionWords

  package init(_ answer: KeepingAnswer) {
    statements = answer.statements
    places = ConditionWords(answer.statements.map(\.conditions))
  }

  package var isEmpty: Bool { statements.isEmpty }

  static let legend =
    "Sizes are bytes of φ per thread. A point counts with the rival that is fastest there; whether it is "
    + "slower or faster is sure beside all comparisons of the report: of those said to be, 5 % at most are expected to be "
    + "wrong (Benjamini and Hochberg). The size is that "
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
  var sizeWords: String {
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
  var all: Int { faster + slower + undecided }

  fileprivate var counts: String {
    [slower, faster, undecided].map { Units.count($0) }.joined(separator: ", ")
  }

  /// The keeper's time as a multiple of the fastest rival's.
  var slowdown: Estimate {
    Estimate(
      median: 1 / ratio.median, low: ratio.high.map { 1 / $0 }, high: ratio.low.map { 1 / $0 })
  }
}
