import Analysis
import Convolution

/// What people ask first, answered for each sweep by itself: does keeping φ pay, what does it cost in
/// memory, and do the formulas hold?
struct Answers {
  private let sweeps: [ReportedSweep]

  /// The answers of some sweeps.
  init(_ sweeps: [ReportedSweep]) {
    self.sweeps = sweeps
  }

  /// What the columns of ``trades`` are.
  static let legend =
    "Faster, slower, undecided: at how many points keeping φ is so, by 95 % intervals of whole steps, "
    + "taken pair by pair where strategies took turns. Time, memory: the other's step and peak as a part "
    + "of those of keeping φ, geometric means; then the least and the most time, and the rows of both. "
    + "Points where φ(pad(Z)) is Z itself have nothing to keep, and are left out."

  /// What stands in the place of ``trades`` where that has no rows.
  static let nothingToCompare =
    "At no point were both cached and another strategy measured: there is nothing to compare."

  /// Time and memory of each strategy against the one that keeps φ; `nil` where nothing was compared.
  var trades: Table? {
    let trades = sweeps.filter(\.keepsPhi).flatMap { sweep in
      sweep.trades.map { (title: sweep.title, trade: $0) }
    }
    return trades.isEmpty
      ? nil
      : Table(
        trades,
        [
          .left("run") { $0.title },
          .left("against") { $0.trade.strategy.name },
          .right("points") { "\($0.trade.count)" },
          .right("faster") { "\($0.trade.faster)" },
          .right("slower") { "\($0.trade.slower)" },
          .right("undecided") { "\($0.trade.open)" },
          .right("time") { Units.number($0.trade.time) },
          .right("memory") { $0.trade.memory.map { Units.number($0) } ?? "" },
          .left("least time") { "\($0.trade.least.ratio.words) (\($0.trade.least.label))" },
          .left("most time") { "\($0.trade.most.ratio.words) (\($0.trade.most.label))" },
          .left("rows") { "\($0.trade.least.row), \($0.trade.most.row)" },
        ])
  }

  /// What `verify` says of each sweep, statement by statement; `nil` where nothing was judged.
  var formulas: Table? {
    let judged = sweeps.compactMap { sweep in
      sweep.verification.map { (title: sweep.title, found: $0.verification) }
    }
    return judged.isEmpty
      ? nil
      : Table(
        judged,
        [
          .left("run") { $0.title },
          .left("counts and bytes equal their formulas") {
            let counts = $0.found.counts
            return Self.held(counts.cells - counts.differences.count, of: counts.cells, "cells")
          },
          .left("they grow as these") { Self.held($0.found.exactExponents.map(\.verdict)) },
          .left("times grow no faster") { Self.held($0.found.timeExponents.map(\.verdict)) },
          .left("products have most operations") { Self.held($0.found.shares.map(\.verdict)) },
          .left("products take most time") {
            $0.found.shares.isEmpty ? "" : LayerShares.inTime($0.found.shares)
          },
        ])
  }

  private static func held(_ held: Int, of count: Int, _ what: String) -> String {
    held == count
      ? "all \(Units.count(count)) \(what)"
      : "\(Units.count(held)) of \(Units.count(count)) \(what)"
  }

  private static func held(_ verdicts: [Verdict]) -> String {
    guard !verdicts.isEmpty else { return "no axis to judge" }
    let failed = verdicts.count { $0 == .fail }
    let open = verdicts.count { $0 == .inconclusive }
    return held(verdicts.count - failed - open, of: verdicts.count, "hold")
      + (failed > 0 ? ", \(failed) fail" : "") + (open > 0 ? ", \(open) undecided" : "")
  }
}

extension ReportedSweep {
  /// Whether what others are compared with is the strategy that keeps φ.
  fileprivate var keepsPhi: Bool { reference?.keepsPhi ?? false }

  /// Whether keeping φ pays, what it costs and where that turns, in a few words; `nil` where it was compared with nothing.
  var answer: Finding? {
    guard keepsPhi, let best = trades.min(by: { $0.time < $1.time }) else { return nil }
    let decided = best.faster + best.slower
    let verdict =
      if 2 * decided < best.count {
        "Only at \(decided) of \(best.count) points do the intervals tell whether keeping φ pays"
      } else if best.faster == 0 {
        "Keeping φ does not pay here"
      } else if best.slower == 0 {
        "Keeping φ saves time here"
      } else {
        "Whether keeping φ pays depends on the layer"
      }
    let counts =
      ": it is faster than \(best.strategy) at \(best.faster) of \(best.count) points, slower at "
      + "\(best.slower)."
    let others = trades.filter { $0.strategy != best.strategy }.map { trade in
      " Against \(trade.strategy) keeping φ is faster at \(trade.faster), slower at \(trade.slower)."
    }
    let costs = trades.map { trade in
      "\(trade.strategy) takes \(Units.number(trade.time)) × the time"
        + (trade.memory.map { " in \(Units.number($0)) × the peak memory" } ?? "")
    }
    let kept = mostKept.map {
      " What is kept from forward to backward takes up to \(Units.bytes($0.savedBytes ?? 0))."
    }
    let turns = turningFindings
    return Finding(
      topic: .time,
      sentence: verdict + counts + others.joined() + " In the geometric mean "
        + costs.joined(separator: ", and ") + "." + (kept ?? "")
        + turns.map { " " + $0.sentence }.joined(),
      evidence: trades.flatMap { [$0.least.row, $0.most.row] }
        + (mostKept.map { [$0.source] } ?? []) + turns.flatMap(\.evidence))
  }
}
