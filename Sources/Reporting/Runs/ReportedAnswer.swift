import Analysis
import Machine

/// When keeping φ pays by all files of a report that one machine measured, or one kind of them.
package struct ReportedAnswer: Sendable {
  /// The machine; `nil` where all files are of one.
  let machineName: String?
  /// The files' names.
  let files: [String]
  /// The sizes of the machine's caches, where they are known.
  let caches: Caches
  package let answer: KeepingAnswer
  /// Letters, digits and hyphens; no other answer of the report has it.
  let id: String

  /// One for each machine of some runs.
  static func all(_ runs: [ReportedRun]) -> [ReportedAnswer] {
    var groups: [[ReportedRun]] = []
    for run in runs {
      if let group = groups.firstIndex(where: { $0.allSatisfy(run.mayShareMachine) }) {
        groups[group].append(run)
      } else {
        groups.append([run])
      }
    }
    return groups.enumerated().map { index, runs in
      ReportedAnswer(runs, id: "answer" + (index == 0 ? "" : "-\(index + 1)"))
    }
  }

  private init(_ runs: [ReportedRun], id: String) {
    machineName = runs.first?.machineName
    files = runs.map(\.file)
    caches =
      runs.lazy.compactMap { $0.dataset.machine?.processor.caches }.first { $0.l2Bytes != nil }
      ?? .unknown
    answer = KeepingAnswer(runs.map(\.dataset))
    self.id = id
  }
}
