import Foundation
import Measurement
import Sweeps

/// All that a report is about: a sweep for each file.
public struct ReportedResults: Sendable {
  /// The sweeps in the order of their files.
  public let sweeps: [ReportedSweep]

  /// Reads files, and the machine's facts beside them.
  ///
  /// A file of several machines becomes a sweep for each. Rows of other programs only join the first
  /// sweep of the same processor that has their points.
  ///
  /// - Throws: `ResultsFileError`.
  public init(paths: [String]) throws(ResultsFileError) {
    var sweeps: [ReportedSweep] = []
    var others: [ReportedSweep] = []
    let names = paths.map { URL(fileURLWithPath: $0).lastPathComponent }
    for (path, name) in zip(paths, names) {
      let isAlone = zip(paths, names).allSatisfy { $0.1 != name || $0.0 == path }
      for sweep in try FileCollector.sweeps(of: path, file: isAlone ? name : path) {
        if sweep.ownStrategies.isEmpty, !sweep.peers.isEmpty {
          others.append(sweep)
        } else {
          sweeps.append(sweep)
        }
      }
    }
    for other in others {
      let points = Set(other.places.map(\.point))
      if let index = sweeps.firstIndex(where: { sweep in
        sweep.kind?.processor == other.kind?.processor
          && sweep.places.contains { points.contains($0.point) }
      }) {
        let rest = sweeps[index].join(other)
        if !rest.places.isEmpty { sweeps.append(rest) }
      } else {
        sweeps.append(other)
      }
    }
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
    if Set(sweeps.map(\.kindOfMachine)).count > 1 {
      for index in sweeps.indices { sweeps[index].machineName = sweeps[index].kindOfMachine }
    }
    self.sweeps = sweeps
  }

  /// Whether anything was measured.
  public var isEmpty: Bool { sweeps.allSatisfy { $0.measured.isEmpty } }
}

extension ReportedSweep {
  /// Takes in what other programs measured at the same points, with what there is to know of it.
  ///
  /// - Returns: the other sweep with what it has at further points.
  fileprivate mutating func join(_ other: ReportedSweep) -> ReportedSweep {
    var steps = Dictionary(
      other.places.map { ($0.point, $0.steps) }, uniquingKeysWith: { first, _ in first })
    for index in places.indices {
      places[index].steps += steps.removeValue(forKey: places[index].point) ?? []
    }
    strategies += other.strategies.filter { !strategies.contains($0) }
    notes += other.notes.map { "\(other.file): \($0)" }
    var rest = other
    rest.places.removeAll { steps[$0.point] == nil }
    return rest
  }
}
