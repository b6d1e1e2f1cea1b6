import Foundation
import Machine
import Results

/// All that a report is about: a run for each file.
package struct ReportedResults: Sendable {
  package let runs: [ReportedRun]
  /// When keeping φ pays, for each machine.
  package let answers: [ReportedAnswer]

  /// The most steps of a file that are kept; a report of more would not be read.
  static let mostSteps = 200_000

  /// Reads files, and the machine's facts beside them.
  ///
  /// Where a file has rows of other programs only, each of its points joins the first run of the same
  /// processor that has it; the rest stays a run.
  ///
  /// - Throws: `Refusal`.
  package init(paths: [String]) throws(Refusal) {
    var datasets: [Dataset] = []
    var others: [Dataset] = []
    let paths = SessionsFile.results(among: paths)
    for path in paths {
      let dataset = try Dataset(path: path, mostSteps: Self.mostSteps)
      if dataset.ownStrategies.isEmpty, !dataset.peers.isEmpty {
        others.append(dataset)
      } else {
        datasets.append(dataset)
      }
    }
    // By the place of the run that they are of.
    var notes: [Int: [String]] = [:]
    for var other in others {
      let joined = datasets.indices.filter { datasets[$0].join(&other) }
      if let first = joined.first, other.places.isEmpty {
        notes[first, default: []] += other.issues.compactMap { issue in
          // That programs are not phibench's is plain where they stand beside it.
          if case .otherPrograms = issue { return nil }
          return "\(Self.name(other.file)): \(issue.sentence)"
        }
        continue
      }
      if !joined.isEmpty {
        notes[datasets.count] = [
          "points that another file of this report has, too, are shown there"
        ]
      }
      datasets.append(other)
    }
    var runs = datasets.map { dataset in
      let name = Self.name(dataset.file)
      let isAlone = paths.allSatisfy { Self.name($0) != name || $0 == dataset.file }
      return ReportedRun(dataset, file: isAlone ? name : dataset.file)
    }
    for (index, more) in notes { runs[index].notes += more }
    // Files of one name in several folders; names also become those of figures.
    var taken: Set<String> = []
    for index in runs.indices {
      let name = runs[index].name
      var number = 1
      while !taken.insert(runs[index].figureID()).inserted {
        number += 1
        runs[index].name = "\(name)-\(number)"
      }
    }
    if runs.contains(where: { one in runs.contains { !$0.mayShareMachine(with: one) } }) {
      for index in runs.indices { runs[index].machineName = runs[index].machine }
    }
    self.runs = runs
    answers = ReportedAnswer.all(runs)
  }

  private static func name(_ path: String) -> String {
    URL(fileURLWithPath: path).lastPathComponent
  }

  package var isEmpty: Bool { runs.allSatisfy(\.dataset.isEmpty) }
}
