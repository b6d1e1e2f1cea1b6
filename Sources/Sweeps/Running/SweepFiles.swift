import Foundation
import Machine
import Results
import SystemPackage

/// Where a sweep's results are: the sessions, the CSV that is derived from them, and beside these what
/// the sweep is and the machine's facts.
package struct SweepFiles: Hashable, Sendable {
  package enum Beginning: Hashable, Sendable {
    /// There is nothing yet.
    case new
    /// What is there gives way.
    case overwriting
    /// What is there is continued.
    case continuing(Continuing)
  }

  /// What is continued, and what is measured again.
  package enum Continuing: String, CaseIterable, Sendable {
    /// What this build measured.
    case own = "same"
    /// What any build of phibench measured.
    case ofAnyBuild = "force"
    /// What this build measured, but for the points at which a strategy failed or was skipped.
    case butFailed = "failed"
  }

  /// The rows that are read: x.csv.
  package let csv: String
  /// The rows of each session: x.sessions.csv.
  package let sessions: String
  /// What the sweep is: x.sweep.json.
  package let sweep: String
  /// The machine's facts: x.machine.json.
  package let machine: String

  package init(csv: String) {
    self.csv = csv
    sessions = SessionsFile.path(besideCSV: csv)
    sweep = MachineFacts.stem(ofCSV: csv) + ".sweep.json"
    machine = MachineFacts.path(besideCSV: csv)
  }

  /// The files that belong to a file of sessions; `nil` if it has another name than one of sessions.
  package init?(sessions: String) {
    guard let csv = SessionsFile.csv(ofSessions: sessions) else { return nil }
    self.init(csv: csv)
  }

  /// Whether a device or a pipe is in the CSV's place, which takes rows once, at the end, has nothing
  /// beside it and is never continued.
  package var isDevice: Bool { (try? Stat(FilePath(csv))).map { $0.type != .regular } ?? false }

  private var all: [String] { [csv, sessions, sweep, machine] }

  /// Opens the sessions, and sees to the files beside them.
  func begin(
    _ beginning: Beginning, plan: SweepPlan, on facts: Machine
  ) throws(Refusal) -> OpenSweep {
    let plan = plan.description(version: facts.version)
    switch beginning {
    case .new: try requireFree()
    case .overwriting: break
    case .continuing(let continuing):
      if (try? Stat(FilePath(sessions))) != nil {
        return try resume(plan, on: facts, continuing)
      }
      try requireContinuable(plan, on: facts)
    }
    let file = try create(beginning)
    if beginning == .overwriting { try removeCSV() }
    try write(plan, facts)
    return OpenSweep(file: file)
  }

  private func create(_ beginning: Beginning) throws(Refusal) -> CSVFile {
    do {
      return try CSVFile.create(
        sessions, columns: Column.ofSessions, overwrites: beginning == .overwriting)
    } catch  where error.kind == .exists && beginning != .new {
      // A moment ago it was not there.
      throw .inUse(sessions)
    }
  }

  /// Makes sure that there are no results yet that nothing could continue.
  private func requireContinuable(
    _ plan: SweepDescription, on facts: Machine
  ) throws(Refusal) {
    if (try? Stat(FilePath(csv))) != nil {
      throw Refusal(
        .data, "\(csv) cannot be continued: its sessions, \(sessions), are not beside it")
    }
    // What the same sweep left where its results were removed says nothing else than now.
    let own = (try? readSweep()).map { $0.difference(from: plan) == nil } ?? false
    let here = (try? readMachine()).map { $0.difference(from: facts) == nil } ?? false
    try requireFree((own ? [] : [sweep]) + (here ? [] : [machine]))
  }

  /// Makes sure that there is nothing yet, neither the CSV nor what stands beside it.
  func requireFree() throws(Refusal) { try requireFree(all) }

  private func requireFree(_ paths: [String]) throws(Refusal) {
    for path in paths { try AtomicFile.requireFree(path, overwrites: false) }
  }

  /// Writes what stands beside the sessions; the sweep's description comes last.
  ///
  /// There must be no sessions yet, or no description: they never stand beside the description of a
  /// sweep that they are not of, whatever stops the program.
  func write(_ plan: SweepDescription, _ facts: Machine) throws(Refusal) {
    try write(facts, to: machine)
    try write(plan, to: sweep)
  }

  func write(_ facts: some Encodable, to path: String) throws(Refusal) {
    let json: Data
    do { json = try JSON.file(facts) } catch { throw .cannotWrite(path, error) }
    try AtomicFile.write(json, to: path, overwrites: true)
  }

  /// Takes away what says which sweep the sessions are of, before others take their place.
  func removeSweep() throws(Refusal) { try remove(sweep) }

  /// Takes away the rows, before the sessions that they are derived from change.
  func removeCSV() throws(Refusal) { try remove(csv) }

  private func remove(_ path: String) throws(Refusal) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw .cannotWrite(path, error)
    }
  }

  /// Derives the CSV from the sessions, and replaces it whole: all points that have sessions, in the sweep's
  /// order. If a session is not the sweep's, or the CSV cannot be written, the old one stays.
  package func summarize(_ sweep: SweepDescription) throws(Refusal) {
    let known = try KnownSessions(of: self, sweep)
    let points = Dictionary(uniqueKeysWithValues: known.file.points.map { ($0.label, $0) })
    var csv = CSVFile.header(Column.all)
    for label in sweep.ownPoints {
      guard let point = points[label] else { continue }
      csv += CSVFile.text(of: try known.file.summary(of: point), in: Column.all)
    }
    try AtomicFile.write(csv.utf8, to: self.csv, overwrites: true)
  }

  /// What the sessions were measured as.
  package func readSweep() throws(Refusal) -> SweepDescription {
    let plan: SweepDescription = try read(sweep)
    guard plan.isConsistent else { throw unreadable(sweep) }
    return plan
  }

  /// The machine that they were measured on.
  func readMachine() throws(Refusal) -> Machine { try read(machine) }

  private func read<Value: Decodable>(_ path: String) throws(Refusal) -> Value {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return try JSON.decode(Value.self, from: data)
    } catch {
      throw unreadable(path)
    }
  }

  private func unreadable(_ path: String) -> Refusal {
    Refusal(
      .data,
      "\(path), which says what \(csv) was measured as, does not exist or cannot be read")
  }
}

extension Refusal {
  /// A CSV belongs to another sweep.
  static func otherSweep(_ csv: String, _ reason: String) -> Refusal {
    Refusal(.data, "\(csv) belongs to another sweep: \(reason)")
  }

  /// A CSV was measured on another kind of machine: than here, or than another CSV.
  static func otherMachine(_ csv: String, than other: String? = nil, _ reason: String) -> Refusal {
    Refusal(
      .data,
      "\(csv) was measured on another machine\(other.map { " than \($0)" } ?? ""): \(reason)")
  }
}
