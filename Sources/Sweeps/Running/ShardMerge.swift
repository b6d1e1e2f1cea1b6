import Foundation
import Machine
import Results

/// Puts files with parts of one sweep together, each of whose rows stays as it is to the byte.
package struct ShardMerge: Sendable {
  private struct Part {
    let files: SweepFiles
    let sweep: SweepDescription
    let finished: FinishedPoints
  }

  private let parts: [Part]
  /// How the measurements of all files ended.
  package let tally: SweepTally
  /// The machine of all files, as the first tells it.
  private let machine: Machine
  /// The builds of phibench that began them, each once, in the files' order.
  package let builds: [String]

  /// Reads files that together have each point of one sweep once.
  ///
  /// - Parameter paths: the CSVs; at least one. What stands beside each says what it is.
  /// - Throws: `Refusal` if they are of different sweeps or kinds of machines, two have the
  ///   same point, or a point is missing.
  package init(of paths: [String]) throws(Refusal) {
    precondition(!paths.isEmpty, "nothing to merge")
    let files = paths.map { SweepFiles(csv: $0) }
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
    try Self.requireOneKind(parts)
    tally = parts.reduce(into: SweepTally()) { $0.add($1.finished.tally) }
    builds = sweeps.compactMap(\.version).reduce(into: []) { builds, build in
      if !builds.contains(build) { builds.append(build) }
    }
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

  /// Whatever the facts beside the files say, no rows of two kinds of machines are put together.
  private static func requireOneKind(_ parts: [Part]) throws(Refusal) {
    guard let first = parts.first, let kind = first.finished.kind else { return }
    for part in parts {
      if let other = part.finished.kind, !kind.agrees(with: other) {
        throw .otherMachine(
          part.files.csv, than: first.files.csv, "its rows come from \(other), not \(kind)")
      }
    }
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
    let finished = try FinishedPoints(
      of: files.csv, expecting: sweep.ownPoints, by: sweep.strategies)
    let missing = sweep.ownPoints.dropFirst(finished.places.count)
    if let first = missing.first {
      throw Refusal(
        .data,
        "\(files.csv) lacks the point '\(first)'\(others(missing.count)); --resume measures what "
          + "is missing")
    }
    return Part(files: files, sweep: sweep, finished: finished)
  }

  private static func others(_ count: Int) -> String {
    count > 1 ? " and \(count - 1) more" : ""
  }

  /// Writes all rows in the sweep's order, and beside them what the whole sweep is and the machine's
  /// facts. If one may not be written, none is; if one cannot be, the rows stand there without the
  /// sweep's description, and nothing takes them for another sweep's. A device gets the rows alone.
  package func write(to path: String, overwrites: Bool) throws(Refusal) {
    let target = SweepFiles(csv: path)
    let csv = try bytes()
    if target.isDevice { return try AtomicFile.write(csv, to: path, overwrites: true) }
    try CSVFile.replacing(path) { () throws(Refusal) in
      if !overwrites { try target.requireFree() }
      try target.removeSweep()
      try AtomicFile.write(csv, to: path, overwrites: overwrites)
      try target.write(parts[0].sweep.whole, machine)
    }
  }

  private func bytes() throws(Refusal) -> Data {
    var points: [(place: Int, bytes: Data)] = []
    for part in parts {
      let path = part.files.csv
      let csv: Data
      do {
        csv = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
      } catch {
        throw .cannotRead(path, error)
      }
      for (place, range) in zip(part.sweep.places, part.finished.places) {
        points.append((place, csv[range]))
      }
    }
    points.sort { $0.place < $1.place }
    return points.reduce(into: Data(CSVFile.header.utf8)) { $0.append($1.bytes) }
  }
}
