import Analysis
import Foundation
import Machine
import Results
import Sweeps

/// Reads a file into a sweep for each kind of machine that its rows name.
struct FileCollector {
  private let path: String
  private let file: String
  private var kinds = MachineKinds()
  private var collectors: [SweepCollector] = []
  /// Rows of further kinds than are told apart.
  private var beyond = 0

  private init(path: String, file: String) {
    self.path = path
    self.file = file
  }

  /// Reads a file and the machines' facts beside it.
  ///
  /// The file is read once, row by row: it may be a pipe, and larger than what should be held.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - file: what rows of it are called.
  /// - Returns: a sweep for each kind of machine, since times of one say nothing about another's; one
  ///   at least.
  /// - Throws: `ResultsFileError`.
  static func sweeps(of path: String, file: String) throws(ResultsFileError) -> [ReportedSweep] {
    var collector = FileCollector(path: path, file: file)
    let rest = try ResultsFile.forEachRow(of: path) { collector.add($0) }
    return collector.sweeps(unknownColumns: rest.unknownColumns, isTorn: rest.isTorn)
  }

  private mutating func add(_ row: RecordedRow) {
    guard let place = kinds.place(of: row) else {
      beyond += 1
      return
    }
    if place == collectors.count { collectors.append(SweepCollector(file: file)) }
    collectors[place].add(row)
  }

  private func sweeps(unknownColumns: [String], isTorn: Bool) -> [ReportedSweep] {
    let facts = MachineFacts(besideCSV: path)
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let kinds = kinds.all.isEmpty ? [nil] : kinds.all.map(Optional.some)
    let collectors = collectors.isEmpty ? [SweepCollector(file: file)] : collectors
    return zip(kinds, collectors).map { kind, collector in
      let (machine, noteOfFacts) = facts.machine(of: kind)
      return collector.sweep(
        name: name, kind: kind, machine: machine,
        verification: collector.verified.map { rows in
          let own = ResultsFile(
            name: path, rows: rows, unknownColumns: unknownColumns, isTorn: isTorn)
          return VerificationReport(Verification(of: own, machine: machine))
        },
        notes: notes(on: kind) + collector.notes + notes(unknownColumns: unknownColumns)
          + [noteOfFacts].compactMap(\.self)
          + (isTorn ? ["The file's last line is torn off and was left out."] : []))
    }
  }

  private func notes(on kind: MachineKind?) -> [String] {
    var notes: [String] = []
    if let kind, kinds.all.count > 1 {
      notes.append(
        "The file has rows of \(kinds.all.count) kinds of machines; these are those of \(kind), by "
          + "themselves.")
    }
    if beyond > 0 {
      notes.append(
        "The file has rows of more than \(MachineKinds.most) kinds of machines: \(beyond) rows of "
          + "further ones are left out.")
    }
    return notes
  }

  private func notes(unknownColumns: [String]) -> [String] {
    guard !unknownColumns.isEmpty else { return [] }
    let shown = unknownColumns.prefix(5).joined(separator: ", ")
    let more = unknownColumns.count > 5 ? " and \(unknownColumns.count - 5) more" : ""
    return ["Columns that phibench does not know were passed over: \(shown)\(more)."]
  }
}

/// The machines' facts beside a CSV, as far as they can be read.
private struct MachineFacts {
  private let machines: [Machine]
  private let name: String
  /// Whether there are files that hold something else.
  private let hasOthers: Bool

  init(besideCSV path: String) {
    let files = SweepFiles(csv: path).machineFiles
    machines = files.compactMap {
      (try? Data(contentsOf: URL(fileURLWithPath: $0))).flatMap {
        try? JSONDecoder().decode(Machine.self, from: $0)
      }
    }
    name = files.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? ""
    hasOthers = machines.count < files.count
  }

  /// The facts of a kind, and what a reader should know of them, a sentence with a full stop.
  func machine(of kind: MachineKind?) -> (machine: Machine?, note: String?) {
    let own = kind.map { machines.filter($0.includes) } ?? machines
    if own.isEmpty, hasOthers {
      return (nil, "The file beside it does not hold a machine's facts and was passed over.")
    }
    if own.isEmpty, let kind, !machines.isEmpty {
      return (nil, "\(name) is about another machine than \(kind), and was passed over.")
    }
    guard own.count > 1, let first = own.first, let difference = own[1].difference(from: first)
    else { return (own.first, nil) }
    return (
      first,
      "Beside the file stand the facts of \(own.count) kinds of machines that its rows do not tell "
        + "apart; those of the first are shown. The second is another: \(difference)."
    )
  }
}
