import Foundation
import Machine
import Results

/// Puts files with parts of one sweep together, each of whose rows stays as it is to the byte.
package struct ShardMerge: Sendable {
  private struct Part {
    let files: SweepFiles
    let record: SweepRecord
    let finished: FinishedPoints
  }

  private let parts: [Part]
  /// How the measurements of all files ended.
  package let tally: SweepTally
  /// The machines of all files, each kind once, in the files' order.
  package let machines: [Machine]

  /// Reads files that together have each point of one sweep once.
  ///
  /// - Parameter paths: the CSVs; at least one. What stands beside each says what it is.
  /// - Throws: ``SweepFilesError`` where they are of different sweeps, two have the same point, or
  ///   a point is missing.
  package init(of paths: [String]) throws(SweepFilesError) {
    precondition(!paths.isEmpty, "nothing to merge")
    let files = paths.map { SweepFiles(csv: $0) }
    let records = try files.map { file throws(SweepFilesError) in
      try file.requireCSV()
      return try file.readRecord()
    }
    try Self.requireOneSweep(files, records)
    try Self.requireEachPointOnce(files, records)
    var parts: [Part] = []
    var tally = SweepTally()
    var machines: [Machine] = []
    for (files, record) in zip(files, records) {
      let part = try Self.part(files, record)
      parts.append(part)
      tally.add(part.finished.tally)
      for machine in try files.readMachines()
      where machines.allSatisfy({ $0.difference(from: machine) != nil }) {
        machines.append(machine)
      }
    }
    self.parts = parts
    self.tally = tally
    self.machines = machines
  }

  private static func requireOneSweep(
    _ files: [SweepFiles], _ records: [SweepRecord]
  ) throws(SweepFilesError) {
    for (file, record) in zip(files, records) {
      if let difference = record.whole.difference(from: records[0].whole) {
        throw .otherSweep(path: file.csv, reason: difference)
      }
    }
  }

  private static func requireEachPointOnce(
    _ files: [SweepFiles], _ records: [SweepRecord]
  ) throws(SweepFilesError) {
    let points = records[0].points
    var owners: [Int: String] = [:]
    for (file, record) in zip(files, records) {
      for place in record.places {
        if let owner = owners.updateValue(file.csv, forKey: place) {
          throw .overlap(path: owner, other: file.csv, point: points[place])
        }
      }
    }
    let missing = points.indices.filter { owners[$0] == nil }
    guard let first = missing.first else { return }
    let shards = records.map { $0.shard?.description ?? "all points" }.joined(separator: ", ")
    throw .gap(point: points[first], count: missing.count, shards: "the files have \(shards)")
  }

  private static func part(
    _ files: SweepFiles, _ record: SweepRecord
  ) throws(SweepFilesError) -> Part {
    let finished = try FinishedPoints(
      of: files.csv, expecting: record.ownPoints, by: record.strategies)
    let missing = record.ownPoints.dropFirst(finished.places.count)
    if let first = missing.first {
      throw .unfinished(path: files.csv, point: first, count: missing.count)
    }
    return Part(files: files, record: record, finished: finished)
  }

  /// Writes all rows in the sweep's order, and beside them what the whole sweep is and the machine's
  /// facts: one file, or where there were several kinds of machines, one for each (x.machine-2.json).
  /// Where one may not be written, none is; where one cannot be, the rows stand there without a
  /// record, and nothing takes them for another sweep's. A device gets the rows alone.
  ///
  /// - Parameters:
  ///   - path: the CSV.
  ///   - overwrites: whether files that are there give way.
  /// - Throws: ``SweepFilesError``.
  package func write(to path: String, overwrites: Bool) throws(SweepFilesError) {
    let target = SweepFiles(csv: path)
    let csv = try bytes()
    do {
      if target.isDevice { return try AtomicFile.write(csv, to: path, overwrites: true) }
      try CSVFile.replacing(path) { () throws(OutputError) in
        if !overwrites { try target.requireFree() }
        try target.removeRecord()
        try AtomicFile.write(csv, to: path, overwrites: overwrites)
        try target.write(parts[0].record.whole, machines)
      }
    } catch {
      throw .output(error)
    }
  }

  private func bytes() throws(SweepFilesError) -> Data {
    var points: [(place: Int, bytes: Data)] = []
    for part in parts {
      let csv = try part.files.rows()
      for (place, range) in zip(part.record.places, part.finished.places) {
        points.append((place, csv[range]))
      }
    }
    points.sort { $0.place < $1.place }
    return points.reduce(into: Data(CSVFile.header.utf8)) { $0.append($1.bytes) }
  }
}

extension SweepFiles {
  /// The CSV as it is.
  fileprivate func rows() throws(SweepFilesError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: csv), options: .alwaysMapped)
    } catch {
      throw .results(
        ResultsFileError(name: csv, line: nil, problem: .unreadable(reason: "\(error)")))
    }
  }
}
