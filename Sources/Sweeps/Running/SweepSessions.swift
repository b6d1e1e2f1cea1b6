import Convolution
import Measurement
import Results

/// The sessions of a sweep that runs: those that there are, and which come next.
struct SweepSessions {
  private let plan: SweepPlan
  /// By the place of the point in the plan.
  private var points: [Int: PointProgress]
  /// Sessions with times.
  private(set) var count: Int

  init(plan: SweepPlan, known: KnownSessions?) {
    self.plan = plan
    guard let known else {
      (points, count) = ([:], 0)
      return
    }
    let places = Dictionary(
      uniqueKeysWithValues: plan.places.map { (plan.points[$0].label, $0) })
    points = Dictionary(
      uniqueKeysWithValues: zip(known.file.points, known.points).compactMap { point, progress in
        places[point.label].map { ($0, progress) }
      })
    count = known.points.reduce(0) { $0 + $1.rounds.count }
  }

  /// The last round that any point has been in, which nobody may want any more while later ones are; 0
  /// before the first.
  var lastRound: Int { points.values.compactMap { $0.rounds.max() }.max() ?? 0 }

  /// How many sessions there will be at the least.
  var total: Int {
    let sessions = plan.sampling.sessions
    return plan.places.reduce(0) { total, place in
      guard let point = points[place] else { return total + sessions }
      return total + (point.strategies.isEmpty ? 0 : max(sessions, point.rounds.count))
    }
  }

  /// The places of the points that a round measures, in an order that the seed and the round determine.
  func places(wanting round: Int) -> [Int] {
    var random = SeededGenerator(seed: plan.source.seed &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15)
    let order = plan.places.shuffled(using: &random)
    return order.filter { points[$0]?.wants(round, plan.sampling) ?? true }
  }

  func lacksAccounts(at place: Int) -> Bool { points[place] == nil }

  /// Takes in the counts and bytes of a point.
  mutating func begin(_ rows: [RecordedRow], _ outcomes: [StrategyOutcome], at place: Int) {
    var blocks: [Int: Int] = [:]
    for outcome in outcomes { blocks.merge(outcome.accounts?.blocks ?? [:], uniquingKeysWith: max) }
    points[place] = PointProgress(rows, blocks: blocks)
  }

  /// Takes in a session with times.
  mutating func add(_ rows: [RecordedRow], at place: Int) {
    points[place]?.add(rows)
    count += 1
  }

  /// The strategies that take turns at a point; `nil` if there is none.
  func strategies(at place: Int) -> [any BackwardStrategy]? {
    let methods = points[place]?.strategies.compactMap(\.method) ?? []
    return methods.isEmpty ? nil : methods
  }

  /// Blocks of memory that a session of a point needs, where they are known.
  func blocks(at place: Int) -> [Int: Int] { points[place]?.blocks ?? [:] }
}
