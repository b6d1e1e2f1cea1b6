import Foundation
import Results

/// All that a report is about: a sweep for each file.
package struct ReportedResults: Sendable {
  /// The sweeps in the order of their files.
  package let sweeps: [ReportedSweep]

  /// Reads files, and the machine's facts beside them.
  ///
  /// If a file has rows of other programs only, each of its points joins the first sweep of the same
  /// processor that has it; the rest stays a sweep.
  ///
  /// - Throws: `ResultsFileError`.
  package init(paths: [String]) throws(ResultsFileError) {
    var sweeps: [ReportedSweep] = []
    var others: [ReportedSweep] = []
    var remainders: [ReportedSweep] = []
    let names = paths.map { URL(fileURLWithPath: $0).lastPathComponent }
    for (path, name) in zip(paths, names) {
      let isAlone = zip(paths, names).allSatisfy { $0.1 != name || $0.0 == path }
      let sweep = try FileCollector.sweep(of: path, file: isAlone ? name : path)
      if sweep.ownStrategies.isEmpty, !sweep.peers.isEmpty {
        others.append(sweep)
      } else {
        sweeps.append(sweep)
      }
    }
    for other in others {
      var rest = other
      let joined = sweeps.indices.filter { sweeps[$0].join(&rest) }
      if !rest.places.isEmpty {
        remainders.append(rest)
      } else if let first = joined.first {
        sweeps[first].notes += other.notes.map { "\(other.file): \($0)" }
      }
    }
    sweeps += remainders
    // Files of one name in several folders; names also become those of figures.
    var taken: Set<String> = []
    for index in sweeps.indices {
      let name = sweeps[index].name
      var number = 1
      while !taken.insert(sweeps[index].figureID()).inserted {
        number += 1
        sweeps[index].name = "\(name)-\(number)"
      }
    }
    if sweeps.contains(where: { one in sweeps.contains { !$0.mayShareMachine(with: one) } }) {
      for index in sweeps.indices { sweeps[index].machineName = sweeps[index].kindOfMachine }
    }
    self.sweeps = sweeps
  }

  /// Whether anything was measured.
  package var isEmpty: Bool { sweeps.allSatisfy { $0.measured.isEmpty } }
}

extension ReportedSweep {
  /// Takes over what other programs measured at the points of this sweep.
  ///
  /// - Parameter other: keeps what they measured at further points, and says so.
  /// - Returns: whether there was anything.
  fileprivate mutating func join(_ other: inout ReportedSweep) -> Bool {
    guard kind?.processor == other.kind?.processor else { return false }
    let indices = Dictionary(
      places.indices.map { (places[$0].point, $0) }, uniquingKeysWith: { first, _ in first })
    let shared = other.places.filter { indices[$0.point] != nil }
    guard !shared.isEmpty else { return false }
    if shared.count == other.places.count {
      other.places = []
    } else {
      other.keep(other.places.filter { indices[$0.point] == nil })
    }
    for place in shared {
      guard let index = indices[place.point] else { continue }
      places[index].steps += place.steps
      for step in place.steps where !strategies.contains(step.strategy) {
        strategies.append(step.strategy)
      }
    }
    return true
  }

  /// Leaves some of its points, and what was measured there.
  private mutating func keep(_ some: [Place]) {
    let note = "Points that another file of this report has, too, are shown there."
    if !notes.contains(note) { notes.append(note) }
    let strategiesLeft = Set(some.flatMap(\.steps).map(\.strategy))
    strategies.removeAll { !strategiesLeft.contains($0) }
    places = some
  }
}
