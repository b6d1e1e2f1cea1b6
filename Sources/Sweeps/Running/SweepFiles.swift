import Foundation
import Machine
import Results
import SystemPackage

/// Where a sweep's results are: the CSV, and beside it what the sweep is and the machine's facts.
package struct SweepFiles: Hashable, Sendable {
  /// How a sweep begins.
  package enum Beginning: Hashable, Sendable {
    /// There is nothing yet.
    case new
    /// What is there gives way.
    case overwriting
    /// What is there is continued; what another build of phibench measured too, if that is wanted.
    case continuing(byAnyBuild: Bool)
  }

  /// The rows.
  package let csv: String
  /// What the sweep is: x.csv has x.sweep.json.
  package let sweep: String
  /// The machine's facts: x.csv has x.machine.json.
  package let machine: String

  /// The files that belong to a CSV.
  package init(csv: String) {
    self.csv = csv
    sweep = MachineFacts.stem(ofCSV: csv) + ".sweep.json"
    machine = MachineFacts.path(besideCSV: csv)
  }

  /// Whether a device or a pipe is in the CSV's place, which takes rows, has nothing beside it and is
  /// never continued.
  package var isDevice: Bool { (try? Stat(FilePath(csv))).map { $0.type != .regular } ?? false }

  /// Opens the CSV for the points that come next, and sees to the files beside it.
  ///
  /// - Parameters:
  ///   - beginning: what becomes of files that are there.
  ///   - plan: what is to be measured.
  ///   - facts: the machine that measures it.
  /// - Returns: the CSV, and the points that it has already.
  /// - Throws: ``SweepFilesError``.
  func begin(
    _ beginning: Beginning, plan: SweepPlan, on facts: Machine
  ) throws(SweepFilesError) -> SweepFile {
    let plan = plan.description(version: facts.version)
    if isDevice {
      do { return SweepFile(csv: try .create(csv, overwrites: true)) } catch {
        throw .output(error)
      }
    }
    if case .continuing(let byAnyBuild) = beginning, (try? Stat(FilePath(csv))) != nil {
      return try resume(plan, on: facts, byAnyBuild: byAnyBuild)
    }
    do {
      try requireFree(for: plan, on: facts, beginning)
      let file = try create(beginning)
      try write(plan, facts)
      return SweepFile(csv: file)
    } catch {
      throw .output(error)
    }
  }

  private func create(_ beginning: Beginning) throws(OutputError) -> CSVFile {
    do {
      return try CSVFile.create(csv, overwrites: beginning == .overwriting)
    } catch .exists where beginning != .new {
      // A moment ago it was not there.
      throw .inUse(path: csv)
    }
  }

  /// Makes sure that nothing is lost, before anything is written.
  private func requireFree(
    for plan: SweepDescription, on facts: Machine, _ beginning: Beginning
  ) throws(OutputError) {
    switch beginning {
    case .new: try requireFree()
    case .overwriting: break
    case .continuing:
      // What the same sweep left where the CSV was removed says nothing else than now.
      let own = (try? readSweep()).map { $0.difference(from: plan) == nil } ?? false
      let here = (try? readMachine()).map { $0.difference(from: facts) == nil } ?? false
      try requireFree((own ? [] : [sweep]) + (here ? [] : [machine]))
    }
  }

  /// Makes sure that there is nothing yet, neither the CSV nor what stands beside it.
  ///
  /// - Throws: ``OutputError``.
  func requireFree() throws(OutputError) {
    try requireFree([csv, sweep, machine])
  }

  private func requireFree(_ paths: [String]) throws(OutputError) {
    for path in paths { try AtomicFile.requireFree(path, overwrites: false) }
  }

  /// Writes what stands beside the CSV; the sweep's description comes last.
  ///
  /// The CSV must have no rows yet, or no description: rows never stand beside the description of a
  /// sweep that they are not of, whatever stops the program.
  ///
  /// - Parameters:
  ///   - plan: what the sweep is.
  ///   - facts: the machine.
  /// - Throws: ``OutputError``.
  func write(_ plan: SweepDescription, _ facts: Machine) throws(OutputError) {
    do {
      try AtomicFile.write(JSON.file(facts), to: machine, overwrites: true)
      try AtomicFile.write(JSON.file(plan), to: sweep, overwrites: true)
    } catch let error as OutputError {
      throw error
    } catch {
      throw .cannotWrite(path: sweep, reason: "\(error)")
    }
  }

  /// Takes away what says which sweep the rows are of, before other rows take their place.
  ///
  /// - Throws: ``OutputError``.
  func removeSweep() throws(OutputError) {
    guard FileManager.default.fileExists(atPath: sweep) else { return }
    do {
      try FileManager.default.removeItem(atPath: sweep)
    } catch {
      throw .cannotWrite(path: sweep, reason: "\(error)")
    }
  }

  private func resume(
    _ plan: SweepDescription, on facts: Machine, byAnyBuild: Bool
  ) throws(SweepFilesError) -> SweepFile {
    do {
      let file = try CSVFile.open(csv)
      if isBeginning {
        try file.cut(to: 0)
        try write(plan, facts)
        return SweepFile(csv: file)
      }
      let finished = try finished(plan, on: facts, byAnyBuild: byAnyBuild)
      let torn = Int(try Stat(FilePath(csv)).size) - finished.end
      try file.cut(to: finished.end)
      return SweepFile(csv: file, finished: finished, tornBytes: torn)
    } catch let error as SweepFilesError {
      throw error
    } catch let error as OutputError {
      throw .output(error)
    } catch {
      throw .output(.cannotWrite(path: csv, reason: "\(error)"))
    }
  }

  /// Whether the CSV has no more than our header, or a part of that: whatever sweep began there has
  /// measured nothing.
  private var isBeginning: Bool {
    let header = CSVFile.header.utf8
    guard let file = FileHandle(forReadingAtPath: csv) else { return false }
    do {
      return header.starts(with: try file.read(upToCount: header.count + 1) ?? Data())
    } catch {
      return false
    }
  }

  /// The points that the CSV has, if it may be continued.
  private func finished(
    _ plan: SweepDescription, on facts: Machine, byAnyBuild: Bool
  ) throws -> FinishedPoints {
    let sweep = try readSweep()
    if let difference = sweep.difference(from: plan) {
      throw SweepFilesError.otherSweep(path: csv, reason: difference)
    }
    var here = try readMachine()
    if let difference = here.difference(from: facts) {
      throw SweepFilesError.otherMachine(path: csv, than: nil, reason: difference)
    }
    guard byAnyBuild || sweep.version == plan.version else {
      throw SweepFilesError.otherBuild(path: csv, build: sweep.version, here: facts.version)
    }
    let finished = try FinishedPoints(of: csv, expecting: plan.ownPoints, by: plan.strategies)
    if let kind = finished.kind, !kind.agrees(with: MachineKind(of: facts)) {
      throw SweepFilesError.otherMachine(
        path: csv, than: nil, reason: "its rows come from \(kind), not \(MachineKind(of: facts))")
    }
    // How fast it is may be asked later than all else.
    if here.rates == nil, let rates = facts.rates {
      here.rates = rates
      try AtomicFile.write(JSON.file(here), to: machine, overwrites: true)
    }
    return finished
  }

  /// Requires that the CSV can be read, before anybody complains about what stands beside it.
  ///
  /// - Throws: ``SweepFilesError``.
  func requireCSV() throws(SweepFilesError) {
    do {
      try FileDescriptor.open(FilePath(csv), .readOnly, options: .closeOnExec).close()
    } catch {
      throw .results(
        ResultsFileError(name: csv, line: nil, problem: .unreadable(reason: "\(error)")))
    }
  }

  /// What the CSV was measured as.
  ///
  /// - Throws: ``SweepFilesError``.
  func readSweep() throws(SweepFilesError) -> SweepDescription {
    let plan: SweepDescription = try read(sweep)
    guard plan.isConsistent else { throw .unreadable(path: sweep, csv: csv) }
    return plan
  }

  /// The machine that it was measured on.
  ///
  /// - Throws: ``SweepFilesError``.
  func readMachine() throws(SweepFilesError) -> Machine { try read(machine) }

  private func read<Value: Decodable>(_ path: String) throws(SweepFilesError) -> Value {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return try JSON.decode(Value.self, from: data)
    } catch {
      throw .unreadable(path: path, csv: csv)
    }
  }
}

/// What takes the rows of the points that come next.
struct SweepFile: ~Copyable {
  private let csv: CSVFile?
  /// The points that the CSV has already; `nil` for a new one.
  let finished: FinishedPoints?
  /// What was behind them, of a point that did not reach the device whole, and was cut off.
  let tornBytes: Int

  /// A CSV that is open; without one, rows go nowhere.
  init(csv: consuming CSVFile?, finished: FinishedPoints? = nil, tornBytes: Int = 0) {
    self.csv = csv
    self.finished = finished
    self.tornBytes = tornBytes
  }

  /// Appends a point's rows.
  ///
  /// - Throws: `OutputError`.
  func append(_ rows: [RecordedRow]) throws(OutputError) {
    switch csv {
    case let csv?: try csv.append(rows)
    case nil: break
    }
  }
}
