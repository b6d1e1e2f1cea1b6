import Analysis
import Convolution
import Measurement

extension ReportedSweep {
  /// Where along the swept parameters keeping φ and each way of computing it again change places.
  var crossoverFindings: [Finding] {
    guard let kept = strategies.first(where: \.keepsPhi) else { return [] }
    return contests.map { again, contests in
      let turning = contests.filter { $0.steady == nil }
      let steady = [true, false].compactMap { pays in
        Contest.words(contests.filter { $0.steady == pays }, kept, pays)
      }
      return Finding(
        topic: .crossover,
        sentence: "Of \(kept) and \(again): "
          + (turning.map { $0.words(kept) } + steady).joined(separator: "; ") + ".",
        evidence: contests.flatMap(\.evidence))
    }
  }

  /// The same in a few words for each way that changes places with keeping φ: how often, and where
  /// first.
  var turningFindings: [Finding] {
    contests.compactMap { again, contests in
      let changes = contests.flatMap(\.changes)
      guard let first = changes.first else { return nil }
      let becomes = first.keepingIsFasterAbove ? "faster" : "slower"
      return Finding(
        topic: .crossover,
        sentence: changes.count == 1
          ? "Keeping φ becomes \(becomes) than \(again) \(first.place)."
          : "Keeping φ and \(again) change places \(changes.count) times: first \(first.place), where "
            + "keeping becomes the \(becomes).",
        evidence: first.rows)
    }
  }

  /// Keeping φ against each way of computing it again, along each parameter where something is decided.
  private var contests: [(again: Strategy, contests: [Contest])] {
    guard let kept = strategies.first(where: \.keepsPhi) else { return [] }
    return ownStrategies.filter { $0 != kept }.compactMap { again in
      let compared = places.compactMap { Contest.Entry($0, again, kept) }
      let contests = SweptAxis.order.map { Contest(compared, along: $0) }.filter(\.isDecided)
      return contests.isEmpty ? nil : (again, contests)
    }
  }
}

/// Keeping φ against computing it again along one parameter, on every line that the sweep has.
private struct Contest {
  /// One point.
  struct Entry {
    let point: Point
    let ratio: Estimate
    let row: RowReference

    /// - Returns: `nil` where one was not measured, or where φ(pad(Z)) is Z and nothing is kept.
    init?(_ place: ReportedSweep.Place, _ again: Strategy, _ kept: Strategy) {
      guard !place.point.workload.geometry.phiIsInput, let step = place.measured(again),
        let ratio = place.ratio(of: again, to: kept)
      else { return nil }
      (point, self.ratio, row) = (place.point, ratio, step.source)
    }
  }

  private let parameter: Parameter
  private let lines: [Line<Entry>]
  private let crossovers: [[Crossover]]

  init(_ entries: [Entry], along parameter: Parameter) {
    self.parameter = parameter
    lines = SweptAxis.lines(of: entries, along: parameter, point: \.point)
    crossovers = lines.map { Crossover.all($0, ratio: \.ratio) }
  }

  private static func decided(_ line: Line<Entry>) -> [(value: Int, element: Entry)] {
    line.elements.filter { $0.element.ratio.isAboveOne != nil }
  }

  /// Whether any interval tells.
  var isDecided: Bool { lines.contains { !Self.decided($0).isEmpty } }

  private var answers: [Set<Bool>] {
    lines.map { Set(Self.decided($0).compactMap(\.element.ratio.isAboveOne)) }
  }

  /// Whether keeping is the faster (`true`) or the slower everywhere on all lines; `nil` where there is
  /// both.
  var steady: Bool? {
    let all = answers.reduce(into: Set<Bool>()) { $0.formUnion($1) }
    return all.count == 1 ? all.first : nil
  }

  /// Changes that are named; there may be many, most of them noise.
  private static let mostNamed = 3

  /// Where the two change places.
  struct Change {
    /// As in "between h = 7 and 9".
    let between: String
    /// What the line is told by, as in "d=64", where there are several.
    let held: String
    let keepingIsFasterAbove: Bool
    /// The rows on both sides.
    let rows: [RowReference]

    var place: String { held.isEmpty ? between : "\(between), at \(held)" }
  }

  /// All changes, line by line.
  var changes: [Change] {
    let names = HeldNames(lines.map { ($0.held, parameter) })
    return zip(lines, crossovers).flatMap { line, crossovers in
      crossovers.map { crossover in
        let held = lines.count > 1 ? names.short(crossover.held, along: parameter) : ""
        return Change(
          between: "between \(parameter.rawValue) = \(crossover.from) and \(crossover.to)",
          held: held,
          keepingIsFasterAbove: crossover.keepingIsFasterAbove,
          rows: Self.decided(line).filter { [crossover.from, crossover.to].contains($0.value) }
            .map(\.element.row))
      }
    }
  }

  /// The rows on both sides of each change that is named; the first that is decided where there is
  /// none.
  var evidence: [RowReference] {
    let changes = changes
    guard !changes.isEmpty else {
      return lines.lazy.flatMap(Self.decided).prefix(1).map(\.element.row)
    }
    return changes.prefix(Self.mostNamed).flatMap(\.rows)
  }

  /// What happens along the parameter, where not the same happens everywhere.
  func words(_ kept: Strategy) -> String {
    let symbol = parameter.rawValue
    let changes = changes.map { change in
      change.place + (change.held.isEmpty ? " " : ", ")
        + "\(kept) becomes the \(change.keepingIsFasterAbove ? "faster" : "slower")"
    }
    if lines.count == 1, !changes.isEmpty { return changes.joined(separator: ", ") }
    let counts = [
      (answers.count { $0 == [false] }, "the slower wherever the intervals tell"),
      (answers.count { $0 == [true] }, "the faster"),
      (answers.count { $0.count == 2 }, "both in turn"),
      (answers.count(where: \.isEmpty), "undecided"),
    ].filter { $0.0 > 0 }.map { "\($1) in \($0)" }
    let shown =
      changes.prefix(Self.mostNamed)
      + (changes.count > Self.mostNamed ? ["and \(changes.count - Self.mostNamed) more"] : [])
    return "of \(lines.count) series along \(symbol) \(kept) is " + counts.joined(separator: ", ")
      + (shown.isEmpty ? "" : " (\(shown.joined(separator: "; ")))")
  }

  /// What happens along parameters where the same happens everywhere; `nil` without any.
  static func words(_ contests: [Contest], _ kept: Strategy, _ pays: Bool) -> String? {
    guard !contests.isEmpty else { return nil }
    let lines = contests.flatMap(\.lines)
    let values = lines.map(\.elements.count).reduce(0, +)
    let decided = lines.map { Self.decided($0).count }.reduce(0, +)
    return "along \(contests.map(\.parameter.rawValue).joined(separator: ", ")) \(kept) is the "
      + "\(pays ? "faster" : "slower") wherever the intervals tell (\(decided) of \(values) values"
      + (lines.count > contests.count ? " in \(lines.count) series)" : ")")
  }
}
