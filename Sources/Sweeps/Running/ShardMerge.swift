import Foundation
import Machine
import Results

/// Puts files with parts of one sweep together, each of whose sessions stays as it is to the byte.
package struct ShardMerge: Sendable {
  private struct Part {
    let files: SweepFiles
    let sweep: SweepDescription
    let known: KnownSessions
  }

  private let parts: [Part]
  /// The machine of all files, as the first tells it.
  private let machine: Machine
  /// The builds of phibench that began them, each once, in the files' order.
  package let builds: [String]

  /// Reads CSVs, at least one, that together have each point of one sweep once; what stands beside each says
  /// what it is. Refused if they are of different sweeps or kinds of machines, two have the same point, or a
  /// point is missing.
  package init(of paths: [String]) throws(Refusal) {
    precondition(!paths.isEmpty, "nothing to merge")
    let files = SessionsFile.results(among: paths).map { SweepFiles(csv: $0) }
    let sweeps = try files.map { file throws(Refusal) in
      // Before anybody complains about what stands beside it.
      _ = try CSVReader(path: file.csv)
      return try file.readSweep()
    }
    try Self.requireOneSweep(files, sweeps)
    machine = try Self.oneMachine(files)
    try Self.requireEachPointOnce(files, sweeps)
    parts = try zip(files, sweeps).map { files, sweep throws(Refusal) in
      try Self.part(files, sweep)
    }
    builds = sweeps.compactMap(\.version).distinct
  }

  private static func requireOneSweep(
    _ files: [SweepFiles], _ sweeps: [SweepDescription]
  ) throws(Refusal) {
    for (file, sweep) in zip(files, sweeps) {
      if let difference = sweep.whole.difference(from: sweeps[0].whole) {
        throw .otherSweep(file.csv, difference)
      }
    }
  }

  private static func oneMachine(_ files: [SweepFiles]) throws(Refusal) -> Machine {
    let first = try files[0].readMachine()
    for file in files.dropFirst() {
      if let difference = try file.readMachine().difference(from: first) {
        throw .otherMachine(file.csv, than: files[0].csv, difference)
      }
    }
    return first
  }

  private static func requireEachPointOnce(
    _ files: [SweepFiles], _ sweeps: [SweepDescription]
  ) throws(Refusal) {
    let points = sweeps[0].points
    var owners: [Int: String] = [:]
    for (file, sweep) in zip(files, sweeps) {
      for place in sweep.places {
        if let owner = owners.updateValue(file.csv, forKey: place) {
          throw Refusal(
            .data, "\(owner) and \(file.csv) both have the point '\(points[place])'")
        }
      }
    }
    let missing = points.indices.filter { owners[$0] == nil }
    guard let first = missing.first else { return }
    let shards = sweeps.map { $0.shard?.description ?? "all points" }.joined(separator: ", ")
    throw Refusal(
      .data,
      "no file has the point '\(points[first])'\(others(missing.count)): the files have \(shards)")
  }

  private static func part(
    _ files: SweepFiles, _ sweep: SweepDescription
  ) throws(Refusal) -> Part {
    let known = try KnownSessions(of: files, sweep, isToBeContinued: true)
    let complete = zip(known.file.points, known.points).filter { _, progress in
      progress.strategies.isEmpty || progress.rounds.count >= sweep.sampling.sessions
    }
    let labels = Set(complete.map { $0.0.label })
    let missing = sweep.ownPoints.filter { !labels.contains($0) }
    if let first = missing.first {
      throw Refusal(
        .data,
        "\(files.csv) lacks sessions of the point '\(first)'\(others(missing.count)); --resume measures "
          + "what is missing")
    }
    return Part(files: files, sweep: sweep, known: known)
  }

  private static func others(_ count: Int) -> String {
    count > 1 ? " and \(count - 1) more" : ""
  }

  /// Writes all sessions, round by round and in the sweep's order, derives the CSV, and writes beside them
  /// what the whole sweep is and the machine's facts. If one may not be written, none is; if one cannot be,
  /// the sessions stand there without the sweep's description, and nothing takes them for another
  /// sweep's. A device gets the rows alone. Returns how all measurements ended.
  package func write(to path: String, overwrites: Bool) throws -> SweepTally {
    let target = SweepFiles(csv: path)
    guard target.isDevice else { return try write(to: target, overwrites: overwrites) }
    let folder = try PrivateFolder()
    let apart = SweepFiles(csv: folder.file("merge.csv").path)
    let tally = try write(to: apart, overwrites: false)
    try AtomicFile.write(
      try Data(contentsOf: URL(fileURLWithPath: apart.csv)), to: path, overwrites: true)
    return tally
  }

  private func write(to target: SweepFiles, overwrites: Bool) throws(Refusal) -> SweepTally {
    let sessions = try bytes()
    let sweep = parts[0].sweep.whole
    try CSVFile.replacing(target.sessions) { () throws(Refusal) in
      if !overwrites { try target.requireFree() }
      try target.removeSweep()
      try AtomicFile.write(sessions, to: target.sessions, overwrites: overwrites)
      try target.removeCSV()
      try target.write(sweep, machine)
      try target.summarize(sweep)
    }
    return SweepTally(try Dataset(path: target.csv))
  }

  private func bytes() throws(Refusal) -> Data {
    var sessions: [(round: Int, place: Int, part: Int, session: SessionsFile.Session)] = []
    let places = Dictionary(
      uniqueKeysWithValues: parts[0].sweep.points.enumerated().map { ($1, $0) })
    for (part, file) in parts.map(\.known.file).enumerated() {
      for session in file.sessions {
        let place = places[file.points[session.place].label] ?? 0
        sessions.append((session.round, place, part, session))
      }
    }
    sessions.sort { ($0.round, $0.place) < ($1.round, $1.place) }
    var bytes = Data(CSVFile.header(Column.ofSessions).utf8)
    for each in sessions { bytes += try parts[each.part].known.file.bytes(of: each.session) }
    return bytes
  }
}
