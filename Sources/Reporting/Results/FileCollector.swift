import Analysis
import Foundation
import Machine
import Results
import Sweeps

/// Reads a file of results, and the machine's facts beside it, into a sweep.
enum FileCollector {
  /// Reads a file and the machine's facts beside it.
  ///
  /// The file is read once, row by row: it may be a pipe, and larger than what should be held.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - file: what rows of it are called.
  /// - Returns: the sweep.
  /// - Throws: `ResultsFileError`.
  static func sweep(of path: String, file: String) throws(ResultsFileError) -> ReportedSweep {
    var collector = SweepCollector(file: file)
    let rest = try ResultsFile.forEachRow(of: path) { collector.add($0) }
    let (machine, noteOfFacts) = machine(besideCSV: path, of: rest.kind)
    return collector.sweep(
      name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent,
      kind: rest.kind, machine: machine,
      verification: collector.verified.map { rows in
        let own = ResultsFile(
          name: path, rows: rows, unknownColumns: rest.unknownColumns, isTorn: rest.isTorn,
          kind: rest.kind)
        return VerificationReport(Verification(of: own, machine: machine))
      },
      notes: collector.notes + notes(unknownColumns: rest.unknownColumns)
        + [noteOfFacts].compactMap(\.self)
        + (rest.isTorn ? ["The file's last line is torn off and was left out."] : []))
  }

  private static func notes(unknownColumns: [String]) -> [String] {
    guard !unknownColumns.isEmpty else { return [] }
    let shown = unknownColumns.prefix(5).joined(separator: ", ")
    let more = unknownColumns.count > 5 ? " and \(unknownColumns.count - 5) more" : ""
    return ["Columns that phibench does not know were passed over: \(shown)\(more)."]
  }

  /// The facts beside a CSV if they are those of the rows' machine, and what a reader should know of
  /// them, a sentence with a full stop.
  private static func machine(
    besideCSV path: String, of kind: MachineKind?
  ) -> (machine: Machine?, note: String?) {
    let file = URL(fileURLWithPath: SweepFiles(csv: path).machine)
    guard FileManager.default.fileExists(atPath: file.path) else { return (nil, nil) }
    guard let data = try? Data(contentsOf: file),
      let machine = try? JSONDecoder().decode(Machine.self, from: data)
    else { return (nil, "The file beside it does not hold a machine's facts and was passed over.") }
    if let kind, !kind.agrees(with: MachineKind(of: machine)) {
      return (
        nil,
        "\(file.lastPathComponent) is about another machine than \(kind), and was passed over."
      )
    }
    return (machine, nil)
  }
}
