import Foundation
import Machine
import Results

extension SweepRun {
  /// The measurements of a sweep that has ended: all that its file has, or what was measured now if there
  /// is no file that can be read.
  ///
  /// - Throws: `Refusal`.
  package func dataset(_ result: SweepResult) throws(Refusal) -> Dataset {
    if case .file(let files, _) = output, !files.isDevice { return try Dataset(path: files.csv) }
    let rows = result.points.flatMap {
      RecordedRow.rows(
        of: $0.point, outcomes: $0.outcomes, on: machine, from: plan.source, at: Date())
    }
    return Dataset(ResultsFile(rows, of: MachineKind(of: machine), name: "sweep"), machine: machine)
  }
}
