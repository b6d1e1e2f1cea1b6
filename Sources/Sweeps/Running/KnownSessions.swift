import Convolution
import Machine
import Results

/// What a sweep's file of sessions has: that they are the sweep's, and what decides which come next.
package struct KnownSessions: Sendable {
  package let file: SessionsFile
  /// What is known of each point of the file, by its place there.
  let points: [PointProgress]
  /// The places of the points at which a strategy failed or was skipped.
  let failed: Set<Int>

  /// Reads the sessions of a sweep, which, where they are to be continued, must have this version's columns.
  /// Refused if one is of no point of the sweep, or the file is not whole up to its last session.
  package init(
    of files: SweepFiles, _ sweep: SweepDescription, isToBeContinued: Bool = false
  ) throws(Refusal) {
    var points: [PointProgress] = []
    var failed: Set<Int> = []
    file = try SessionsFile(
      path: files.sessions, strategies: sweep.strategies.map(Strategy.init(named:)),
      isToBeContinued: isToBeContinued
    ) { session, rows in
      if session.round == 0 {
        points.append(PointProgress(rows))
      } else {
        points[session.place].add(rows)
      }
      if rows.contains(where: { $0.status != .ok }) { failed.insert(session.place) }
    }
    let own = Set(sweep.ownPoints)
    if let other = file.points.first(where: { !own.contains($0.label) }) {
      throw .otherSweep(files.csv, "\(files.sessions) has the point '\(other.label)'")
    }
    if let kind = file.kind {
      let machine = MachineKind(of: try files.readMachine())
      guard kind.agrees(with: machine) else {
        throw .otherMachine(files.csv, "its rows come from \(kind), not \(machine)")
      }
    }
    self.points = points
    self.failed = failed
  }
}
