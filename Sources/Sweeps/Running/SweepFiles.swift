import Foundation
import Measurement
import SystemPackage

/// Where a sweep's results are: the CSV, and beside it what the sweep is and the machine's facts.
public struct SweepFiles: Sendable {
  /// How a sweep begins.
  public enum Beginning: Hashable, Sendable {
    /// There is nothing yet.
    case new
    /// What is there gives way.
    case overwriting
    /// What is there is continued; on another machine, too, where that is wanted.
    case continuing(onAnyMachine: Bool)
  }

  /// The rows.
  public let csv: String
  /// What the sweep is: x.csv has x.sweep.json.
  public let record: String
  /// The machine's facts: x.csv has x.machine.json, and for each further kind of machine that rows
  /// come from x.machine-2.json, x.machine-3.json, …
  public let machine: String

  /// The files that belong to a CSV.
  public init(csv: String) {
    var stem = FilePath(csv)
    stem.extension = nil
    self.csv = csv
    record = stem.string + ".sweep.json"
    machine = stem.string + ".machine.json"
  }

  /// Whether a device or a pipe is in the CSV's place, which takes rows and has nothing beside it.
  var isDevice: Bool { (try? Stat(FilePath(csv))).map { $0.type != .regular } ?? false }

  /// Opens the CSV for the points that come next, and sees to the files beside it.
  ///
  /// A device or a pipe takes rows, but has nothing beside it and is never continued.
  ///
  /// - Parameters:
  ///   - beginning: what becomes of files that are there.
  ///   - plan: what is to be measured.
  ///   - facts: the machine that measures it.
  /// - Returns: the CSV, and the points that it has already.
  /// - Throws: ``SweepFilesError``.
  public func begin(
    _ beginning: Beginning, plan: SweepRecord, on facts: Machine
  ) throws(SweepFilesError) -> SweepFile {
    if isDevice {
      return SweepFile(csv: try create(overwrites: true), finished: nil)
    }
    let isThere = ((try? Stat(FilePath(csv)))?.size ?? 0) > 0
    if case .continuing(let onAnyMachine) = beginning, isThere {
      return try resume(plan, on: facts, onAnyMachine: onAnyMachine)
    }
    // Beside a CSV without a row nothing can be lost.
    let overwrites = beginning != .new
    if isThere, !overwrites { throw .output(.exists(path: csv)) }
    let file = try create(overwrites: overwrites) { () throws(OutputError) in
      try write(plan, [facts], overwrites: overwrites)
    }
    return SweepFile(csv: file, finished: nil)
  }

  private func create(
    overwrites: Bool, after prepare: () throws(OutputError) -> Void = {}
  ) throws(SweepFilesError) -> CSVFile {
    do {
      return try CSVFile.create(csv, overwrites: overwrites, after: prepare)
    } catch {
      throw .output(error)
    }
  }

  /// Writes what stands beside the CSV, and removes the facts of machines that it had before.
  ///
  /// - Parameters:
  ///   - plan: what the sweep is.
  ///   - machines: each kind once.
  ///   - overwrites: whether files that are there give way.
  /// - Throws: ``OutputError``.
  func write(
    _ plan: SweepRecord, _ machines: [Machine], overwrites: Bool
  ) throws(OutputError) {
    let rest = further(from: machines.count)
    if !overwrites, let other = rest.first { throw .exists(path: other) }
    do {
      try AtomicFile.write(plan.json(), to: record, overwrites: overwrites)
      for (index, facts) in machines.enumerated() {
        try AtomicFile.write(facts.json(), to: machine(index), overwrites: overwrites)
      }
      for path in rest { try FileManager.default.removeItem(atPath: path) }
    } catch OutputError.cannotCreate(_, let reason) {
      // What stands in the way is the folder, and the user has named the CSV.
      throw .cannotCreate(path: csv, reason: reason)
    } catch let error as OutputError {
      throw error
    } catch {
      throw .cannotWrite(path: record, reason: "\(error)")
    }
  }

  private func resume(
    _ plan: SweepRecord, on facts: Machine, onAnyMachine: Bool
  ) throws(SweepFilesError) -> SweepFile {
    let file: CSVFile
    do { file = try CSVFile.open(csv) } catch { throw .output(error) }
    if let difference = try readRecord().difference(from: plan) {
      throw .otherSweep(path: csv, reason: difference)
    }
    let machines = try readMachines()
    let differences = machines.map { $0.difference(from: facts) }
    let isKnown = differences.contains(nil)
    if !onAnyMachine, !isKnown, let difference = differences[0] {
      throw .otherMachine(path: csv, reason: difference)
    }
    let finished = try FinishedPoints(
      of: csv, expecting: plan.ownPoints, by: plan.strategies)
    do {
      if !isKnown {
        try AtomicFile.write(facts.json(), to: machine(machines.count), overwrites: false)
      }
      try file.cut(to: finished.end)
    } catch let error as OutputError {
      throw .output(error)
    } catch {
      throw .output(.cannotWrite(path: csv, reason: "\(error)"))
    }
    return SweepFile(csv: file, finished: finished)
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
  public func machine(_ index: Int) -> String {
    index == 0 ? machine : String(machine.dropLast(".json".count)) + "-\(index + 1).json"
  }

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
public struct SweepFile: ~Copyable {
  /// Takes their rows.
  public let csv: CSVFile
  /// The points that it has already; `nil` for a new file.
  public let finished: FinishedPoints?

  init(csv: consuming CSVFile, finished: FinishedPoints?) {
    self.csv = csv
    self.finished = finished
  }

  /// Standard output, with the header.
  ///
  /// - Throws: `OutputError`.
  public static func onStandardOutput() throws(OutputError) -> SweepFile {
    SweepFile(csv: try CSVFile.onStandardOutput(), finished: nil)
  }
}
