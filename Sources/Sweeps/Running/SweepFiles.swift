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
  func begin(
    _ beginning: Beginning, plan: SweepPlan, on facts: Machine
  ) throws(Refusal) -> SweepFile {
    let plan = plan.description(version: facts.version)
    if isDevice { return SweepFile(csv: try .create(csv, overwrites: true)) }
    if case .continuing(let byAnyBuild) = beginning, (try? Stat(FilePath(csv))) != nil {
      return try resume(plan, on: facts, byAnyBuild: byAnyBuild)
    }
    try requireFree(for: plan, on: facts, beginning)
    let file = try create(beginning)
    try write(plan, facts)
    return SweepFile(csv: file)
  }

  private func create(_ beginning: Beginning) throws(Refusal) -> CSVFile {
    do {
      return try CSVFile.create(csv, overwrites: beginning == .overwriting)
    } catch  where error.kind == .exists && beginning != .new {
      // A moment ago it was not there.
      throw .inUse(csv)
    }
  }

  /// Makes sure that nothing is lost, before anything is written.
  private func requireFree(
    for plan: SweepDescription, on facts: Machine, _ beginning: Beginning
  ) throws(Refusal) {
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
  func requireFree() throws(Refusal) {
    try requireFree([csv, sweep, machine])
  }

  private func requireFree(_ paths: [String]) throws(Refusal) {
    for path in paths { try AtomicFile.requireFree(path, overwrites: false) }
  }

  /// Writes what stands beside the CSV; the sweep's description comes last.
  ///
  /// The CSV must have no rows yet, or no description: rows never stand beside the description of a
  /// sweep that they are not of, whatever stops the program.
  func write(_ plan: SweepDescription, _ facts: Machine) throws(Refusal) {
    try write(facts, to: machine)
    try write(plan, to: sweep)
  }

  private func write(_ facts: some Encodable, to path: String) throws(Refusal) {
    let json: Data
    do { json = try JSON.file(facts) } catch { throw .cannotWrite(path, error) }
    try AtomicFile.write(json, to: path, overwrites: true)
  }

  /// Takes away what says which sweep the rows are of, before other rows take their place.
  func removeSweep() throws(Refusal) {
    guard FileManager.default.fileExists(atPath: sweep) else { return }
    do {
      try FileManager.default.removeItem(atPath: sweep)
    } catch {
      throw .cannotWrite(sweep, error)
    }
  }

  private func resume(
    _ plan: SweepDescription, on facts: Machine, byAnyBuild: Bool
  ) throws(Refusal) -> SweepFile {
    let file = try CSVFile.open(csv)
    if let header = headerBytes {
      try file.cut(to: header)
      try write(plan, facts)
      return SweepFile(csv: file)
    }
    let finished = try finished(plan, on: facts, byAnyBuild: byAnyBuild)
    let torn = try file.cut(to: finished.end)
    return SweepFile(csv: file, finished: finished, tornBytes: torn)
  }

  /// How many bytes of the CSV stay if it has no more than our header, or a part of that, so that
  /// whatever sweep began there has measured nothing: a whole header's, else none.
  private var headerBytes: Int? {
    let header = CSVFile.header.utf8
    guard let file = FileHandle(forReadingAtPath: csv),
      let beginning = try? file.read(upToCount: header.count + 1) ?? Data(),
      header.starts(with: beginning)
    else { return nil }
    return beginning.count == header.count ? header.count : 0
  }

  /// The points that the CSV has, if it may be continued.
  private func finished(
    _ plan: SweepDescription, on facts: Machine, byAnyBuild: Bool
  ) throws(Refusal) -> FinishedPoints {
    let sweep = try readSweep()
    if let difference = sweep.difference(from: plan) { throw .otherSweep(csv, difference) }
    var here = try readMachine()
    if let difference = here.difference(from: facts) { throw .otherMachine(csv, difference) }
    guard byAnyBuild || sweep.version == plan.version else {
      throw Refusal(
        .data,
        "\(csv) was measured by phibench \(sweep.version ?? "0.1.0"), and this is "
          + "\(facts.version); --resume=force continues it")
    }
    let finished = try FinishedPoints(of: csv, expecting: plan.ownPoints, by: plan.strategies)
    if let kind = finished.kind, !kind.agrees(with: MachineKind(of: facts)) {
      throw .otherMachine(csv, "its rows come from \(kind), not \(MachineKind(of: facts))")
    }
    // How fast it is may be asked later than all else.
    if here.rates == nil, let rates = facts.rates {
      here.rates = rates
      try write(here, to: machine)
    }
    return finished
  }

  /// What the CSV was measured as.
  func readSweep() throws(Refusal) -> SweepDescription {
    let plan: SweepDescription = try read(sweep)
    guard plan.isConsistent else { throw unreadable(sweep) }
    return plan
  }

  /// The machine that it was measured on.
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

/// What takes the rows of the points that come next.
struct SweepFile: ~Copyable {
  /// A CSV that is open; without one, rows go nowhere.
  let csv: CSVFile?
  /// The points that the CSV has already; `nil` for a new one.
  var finished: FinishedPoints?
  /// What was behind them, of a point that did not reach the device whole, and was cut off.
  var tornBytes = 0

  /// Appends a point's rows.
  func append(_ rows: [RecordedRow]) throws(Refusal) {
    switch csv {
    case let csv?: try csv.append(rows)
    case nil: break
    }
  }
}
