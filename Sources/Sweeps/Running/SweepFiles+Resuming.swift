import Foundation
import Machine
import Results

extension SweepFiles {
  /// Opens the sessions of a sweep that is continued, if they are of the same one.
  func resume(
    _ plan: SweepDescription, on facts: Machine, _ continuing: Continuing
  ) throws(Refusal) -> OpenSweep {
    let file = try CSVFile.open(sessions, columns: Column.ofSessions)
    if let header = headerBytes {
      try file.cut(to: header)
      // Rows of another sweep never stand beside this one's sessions.
      try removeCSV()
      try write(plan, facts)
      return OpenSweep(file: file)
    }
    try requireSame(plan, on: facts, continuing)
    if continuing == .butFailed {
      // The file with the lock gives way to a shorter one, which takes the lock in its place.
      return try withoutFailed(plan, replacing: file)
    }
    return try open(file, plan)
  }

  private func open(
    _ file: consuming CSVFile, _ plan: SweepDescription
  ) throws(Refusal) -> OpenSweep {
    let known = try KnownSessions(of: self, plan, isToBeContinued: true)
    let torn = try file.cut(to: known.file.end)
    // More rounds may be asked for than before.
    try write(plan, to: sweep)
    return OpenSweep(file: file, known: known, tornBytes: torn)
  }

  /// Drops the sessions of all points at which a strategy failed or was skipped.
  private func withoutFailed(
    _ plan: SweepDescription, replacing old: consuming CSVFile
  ) throws(Refusal) -> OpenSweep {
    let known = try KnownSessions(of: self, plan, isToBeContinued: true)
    var kept = CSVFile.header(Column.ofSessions)
    for session in known.file.sessions where !known.failed.contains(session.place) {
      kept += String(decoding: try known.file.bytes(of: session), as: UTF8.self)
    }
    try AtomicFile.write(kept.utf8, to: sessions, overwrites: true)
    let file = try CSVFile.open(sessions, columns: Column.ofSessions)
    return try open(file, plan)
  }

  /// How many bytes of the sessions stay if they are no more than our header, or a part of that, so that
  /// whatever sweep began there has measured nothing: a whole header's, else none.
  private var headerBytes: Int? {
    let header = CSVFile.header(Column.ofSessions).utf8
    guard let file = FileHandle(forReadingAtPath: sessions),
      let beginning = try? file.read(upToCount: header.count + 1) ?? Data(),
      header.starts(with: beginning)
    else { return nil }
    return beginning.count == header.count ? header.count : 0
  }

  /// Makes sure that the sessions may be continued.
  private func requireSame(
    _ plan: SweepDescription, on facts: Machine, _ continuing: Continuing
  ) throws(Refusal) {
    let sweep = try readSweep()
    if let difference = sweep.difference(from: plan) { throw .otherSweep(csv, difference) }
    var here = try readMachine()
    if let difference = here.difference(from: facts) { throw .otherMachine(csv, difference) }
    guard continuing == .ofAnyBuild || sweep.version == plan.version else {
      throw Refusal(
        .data,
        "\(csv) was measured by phibench \(sweep.version ?? "0.1.0"), and this is "
          + "\(facts.version); --resume=force continues it")
    }
    // How fast it is may be asked later than all else.
    if here.rates == nil, let rates = facts.rates {
      here.rates = rates
      try write(here, to: machine)
    }
  }
}
