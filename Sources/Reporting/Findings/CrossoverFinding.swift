import Complexity
import Convolution
import Measurement
import Sweeps

extension ReportedSweep {
  /// Where along the swept parameters keeping φ and each way of computing it again change places.
  var crossoverFindings: [Finding] {
    let kept = Cached().name
    guard strategies.contains(kept) else { return [] }
    return ownStrategies.filter { $0 != kept }.compactMap { again in
      let compared = places.compactMap { Contest.Entry($0, again, kept) }
      let contests = SweptAxis.order.map { Contest(compared, along: $0) }.filter(\.isDecided)
      guard !contests.isEmpty else { return nil }
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
}

/// Keeping φ against computing it again along one parameter, on every line that the sweep has.
private struct Contest {
  /// One point.
  struct Entry {
    let point: Point
    let ratio: Estimate
    let row: RowReference

    /// - Returns: `nil` where one was not measured, or where φ(pad(Z)) is Z and nothing is kept.
    init?(_ place: ReportedSweep.Place, _ again: String, _ kept: String) {
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

  /// The rows on both sides of each change that is named; the first that is decided where there is
  /// none.
  var evidence: [RowReference] {
    let changes = zip(lines, crossovers).flatMap { line, crossovers in
      crossovers.map { (line, [$0.from, $0.to]) }
    }
    guard !changes.isEmpty else {
      return lines.lazy.flatMap(Self.decided).prefix(1).map(\.element.row)
    }
    return changes.prefix(Self.mostNamed).flatMap { line, ends in
      Self.decided(line).filter { ends.contains($0.value) }.map(\.element.row)
    }
  }

  /// What happens along the parameter, where not the same happens everywhere.
  func words(_ kept: String) -> String {
    let names = HeldNames(lines.map { ($0.held, parameter) })
    let symbol = parameter.rawValue
    let changes = crossovers.joined().map { crossover -> String in
      let held = lines.count > 1 ? names.short(crossover.held, along: parameter) : ""
      return "between \(symbol) = \(crossover.from) and \(crossover.to)"
        + (held.isEmpty ? " " : ", at \(held), ")
        + "\(kept) becomes the \(crossover.keepingIsFasterAbove ? "faster" : "slower")"
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
  static func words(_ contests: [Contest], _ kept: String, _ pays: Bool) -> String? {
    guard !contests.isEmpty else { return nil }
    let lines = contests.flatMap(\.lines)
    let values = lines.map(\.elements.count).reduce(0, +)
    let decided = lines.map { Self.decided($0).count }.reduce(0, +)
    return "along \(contests.map(\.parameter.rawValue).joined(separator: ", ")) \(kept) is the "
      + "\(pays ? "faster" : "slower") wherever the intervals tell (\(decided) of \(values) values"
      + (lines.count > contests.count ? " in \(lines.count) series)" : ")")
  }
}
