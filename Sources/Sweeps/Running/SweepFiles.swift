import Foundation
import Machine
import Results
import SystemPackage

/// Where a sweep's results are: the CSV, and beside it what the sweep is and the machine's facts.
package struct SweepFiles: Sendable {
  /// How a sweep begins.
  package enum Beginning: Hashable, Sendable {
    /// There is nothing yet.
    case new
    /// What is there gives way.
    case overwriting
    /// What is there is continued; on another machine, too, where that is wanted.
    case continuing(onAnyMachine: Bool)
  }

  /// The rows.
  package let csv: String
  /// What the sweep is: x.csv has x.sweep.json.
  package let record: String
  /// The machine's facts: x.csv has x.machine.json, and for each further kind of machine that rows
  /// come from x.machine-2.json, x.machine-3.json, …
  package let machine: String

  /// The files that belong to a CSV.
  ///
  /// Only `.csv` goes from its name: x.cached and x.tiled have nothing in common.
  package init(csv: String) {
    var stem = FilePath(csv)
    if stem.extension == "csv" { stem.extension = nil }
    self.csv = csv
    record = stem.string + ".sweep.json"
    machine = stem.string + ".machine.json"
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
  package func begin(
    _ beginning: Beginning, plan: SweepRecord, on facts: Machine
  ) throws(SweepFilesError) -> SweepFile {
    if isDevice {
      do { return SweepFile(csv: try .create(csv, overwrites: true), finished: nil) } catch {
        throw .output(error)
      }
    }
    if case .continuing(let onAnyMachine) = beginning, (try? Stat(FilePath(csv))) != nil {
      return try resume(plan, on: facts, onAnyMachine: onAnyMachine)
    }
    do {
      try requireFree(for: plan, on: facts, beginning)
      let file = try create(beginning)
      try write(plan, [facts])
      return SweepFile(csv: file, finished: nil)
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
    for plan: SweepRecord, on facts: Machine, _ beginning: Beginning
  ) throws(OutputError) {
    switch beginning {
    case .new: try requireFree()
    case .overwriting: break
    case .continuing:
      // What the same sweep left where the CSV was removed says nothing else than now.
      let own = (try? readRecord()).map { $0.difference(from: plan) == nil } ?? false
      let here = (try? read(machine) as Machine).map { $0.difference(from: facts) == nil } ?? false
      try requireFree((own ? [] : [record]) + (here ? [] : [machine]) + further(from: 1))
    }
  }

  /// Makes sure that there is nothing yet, neither the CSV nor what stands beside it.
  ///
  /// - Throws: ``OutputError``.
  func requireFree() throws(OutputError) {
    try requireFree([csv, record, machine] + further(from: 1))
  }

  private func requireFree(_ paths: [String]) throws(OutputError) {
    for path in paths { try AtomicFile.requireFree(path, overwrites: false) }
  }

  /// Writes what stands beside the CSV, and removes the facts of machines that it had before; the
  /// record comes last.
  ///
  /// The CSV must have no rows yet, or no record: rows never stand beside the record of a sweep that
  /// they are not of, whatever stops the program.
  ///
  /// - Parameters:
  ///   - plan: what the sweep is.
  ///   - machines: each kind once.
  /// - Throws: ``OutputError``.
  func write(_ plan: SweepRecord, _ machines: [Machine]) throws(OutputError) {
    do {
      for (index, facts) in machines.enumerated() {
        try AtomicFile.write(facts.json(), to: machine(index), overwrites: true)
      }
      for path in further(from: machines.count) { try FileManager.default.removeItem(atPath: path) }
      try AtomicFile.write(plan.json(), to: record, overwrites: true)
    } catch let error as OutputError {
      throw error
    } catch {
      throw .cannotWrite(path: record, reason: "\(error)")
    }
  }

  /// Takes away what says which sweep the rows are of, before other rows take their place.
  ///
  /// - Throws: ``OutputError``.
  func removeRecord() throws(OutputError) {
    guard FileManager.default.fileExists(atPath: record) else { return }
    do {
      try FileManager.default.removeItem(atPath: record)
    } catch {
      throw .cannotWrite(path: record, reason: "\(error)")
    }
  }

  private func resume(
    _ plan: SweepRecord, on facts: Machine, onAnyMachine: Bool
  ) throws(SweepFilesError) -> SweepFile {
    do {
      let file = try CSVFile.open(csv)
      if isBeginning {
        try file.cut(to: 0)
        try write(plan, [facts])
        return SweepFile(csv: file, finished: nil)
      }
      let finished = try finished(plan, on: facts, onAnyMachine: onAnyMachine)
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

  /// The points that the CSV has, where it may be continued; the machine's facts are beside it then.
  private func finished(
    _ plan: SweepRecord, on facts: Machine, onAnyMachine: Bool
  ) throws -> FinishedPoints {
    if let difference = try readRecord().difference(from: plan) {
      throw SweepFilesError.otherSweep(path: csv, reason: difference)
    }
    let machines = try readMachines()
    let differences = machines.map { $0.difference(from: facts) }
    let known = differences.firstIndex(of: nil)
    if !onAnyMachine, known == nil, let difference = differences[0] {
      throw SweepFilesError.otherMachine(path: csv, reason: difference)
    }
    let finished = try FinishedPoints(of: csv, expecting: plan.ownPoints, by: plan.strategies)
    if let known {
      // How fast it is may be asked later than all else.
      var here = machines[known]
      if here.rates == nil, let rates = facts.rates {
        here.rates = rates
        try AtomicFile.write(here.json(), to: machine(known), overwrites: true)
      }
    } else {
      try AtomicFile.write(facts.json(), to: machine(machines.count), overwrites: false)
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
  func readRecord() throws(SweepFilesError) -> SweepRecord {
    let plan: SweepRecord = try read(record)
    guard plan.isConsistent else { throw .unreadable(path: record, csv: csv) }
    return plan
  }

  /// The machines that it was measured on, each kind once; at least one.
  ///
  /// - Throws: ``SweepFilesError``.
  func readMachines() throws(SweepFilesError) -> [Machine] {
    var machines: [Machine] = [try read(machine)]
    for path in further(from: 1) { machines.append(try read(path)) }
    return machines
  }

  /// Where the facts of a kind of machine stand, counted from 0: x.machine.json, x.machine-2.json, …
  package func machine(_ index: Int) -> String {
    index == 0 ? machine : String(machine.dropLast(".json".count)) + "-\(index + 1).json"
  }

  /// The facts of machines that are there.
  package var machineFiles: [String] { further(from: 0) }

  /// The facts of machines that are there, from one of them on.
  private func further(from index: Int) -> [String] {
    (index...).lazy.map(machine).prefix { FileManager.default.fileExists(atPath: $0) }.map(\.self)
  }

  private func read<Value: Decodable>(_ path: String) throws(SweepFilesError) -> Value {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return try JSONDecoder().decode(Value.self, from: data)
    } catch {
      throw .unreadable(path: path, csv: csv)
    }
  }
}

/// A CSV that is open for the points that come next.
package struct SweepFile: ~Copyable {
  /// Takes their rows.
  package let csv: CSVFile
  /// The points that it has already; `nil` for a new file.
  package let finished: FinishedPoints?
  /// What was behind them, of a point that did not reach the device whole, and was cut off.
  package let tornBytes: Int

  init(csv: consuming CSVFile, finished: FinishedPoints?, tornBytes: Int = 0) {
    self.csv = csv
    self.finished = finished
    self.tornBytes = tornBytes
  }

  /// Standard output, with the header.
  ///
  /// - Throws: `OutputError`.
  package static func onStandardOutput() throws(OutputError) -> SweepFile {
    SweepFile(csv: try CSVFile.onStandardOutput(), finished: nil)
  }
}
