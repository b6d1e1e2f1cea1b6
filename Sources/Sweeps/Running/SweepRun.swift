import Foundation
import Machine
import Measurement
import Results

/// A sweep from its plan to its result: its points are measured in rounds, and each session is in the file
/// before the next begins.
///
/// A round goes over all points in an order of its own, so that a drift of the machine meets all of them
/// alike.
package struct SweepRun: Sendable {
  package enum Output: Hashable, Sendable {
    /// To a CSV, with its sessions, the sweep's description and the machine's facts beside it.
    case file(SweepFiles, SweepFiles.Beginning)
    /// To standard output, at the end.
    case standardOutput
    case nowhere
  }

  package let plan: SweepPlan
  package let measurer: PointMeasurer
  /// What it is measured on, and by which build.
  package let machine: Machine
  package let output: Output

  package init(plan: SweepPlan, measurer: PointMeasurer, machine: Machine, output: Output) {
    self.plan = plan
    self.measurer = measurer
    self.machine = machine
    self.output = output
  }

  /// Measures all sessions that the output does not have yet, and tells `progress` of each before it begins.
  /// If the task is cancelled, it drops the session at hand and ends; whatever stops it, what was written
  /// before stays.
  package func measure(
    progress: (SweepProgress) -> Void = { _ in }
  ) async throws -> SweepResult {
    switch output {
    case .file(let files, let beginning) where !files.isDevice:
      return try await measure(into: files, beginning, progress)
    case .file(let files, _):
      return try await measureApart(progress) { csv throws(Refusal) in
        try AtomicFile.write(csv, to: files.csv, overwrites: true)
      }
    case .standardOutput:
      return try await measureApart(progress) { csv throws(Refusal) in
        do { try FileHandle.standardOutput.write(contentsOf: csv) } catch {
          throw .cannotWrite("standard output", error)
        }
      }
    case .nowhere: return try await measureApart(progress) { _ in }
    }
  }

  /// Keeps the sessions to itself, and hands the CSV out at the end.
  private func measureApart(
    _ progress: (SweepProgress) -> Void, deliver: (Data) throws(Refusal) -> Void
  ) async throws -> SweepResult {
    let folder = try PrivateFolder()
    let files = SweepFiles(csv: folder.file("sweep.csv").path)
    let result = try await measure(into: files, .new, progress)
    try deliver(try Data(contentsOf: URL(fileURLWithPath: files.csv)))
    return result
  }

  private func measure(
    into files: SweepFiles, _ beginning: SweepFiles.Beginning,
    _ progress: (SweepProgress) -> Void
  ) async throws -> SweepResult {
    let sweep = try files.begin(beginning, plan: plan, on: machine)
    var session = SweepSessions(plan: plan, known: sweep.known)
    let before = session.count
    var disturbances: [SweepResult.Disturbed] = []
    let description = plan.description(version: machine.version)
    rounds: for round in Sampling.roundCounts {
      let places = session.places(wanting: round)
      if places.isEmpty, round > max(plan.sampling.sessions, session.lastRound) { break }
      // What the rounds before have measured can be read meanwhile.
      if round > 1, !places.isEmpty { try files.summarize(description) }
      for place in places {
        let point = plan.points[place]
        progress(
          SweepProgress(done: session.count, before: before, total: session.total, next: point))
        guard let rows = await accounts(at: place, &session) else { break rounds }
        try sweep.file.append(rows)
        guard let strategies = session.strategies(at: place) else { continue }
        let outcomes = await measurer.takeSession(
          of: strategies, at: point, round: round, blocks: session.blocks(at: place))
        if Task.isCancelled { break rounds }
        let timed = RecordedRow.rows(
          ofSession: outcomes, inRound: round, at: point, on: machine, from: plan.source,
          at: Date())
        try sweep.file.append(timed)
        session.add(timed, at: place)
        disturbances.append(
          SweepResult.Disturbed(
            point: point, disturbances: outcomes.flatMap { $0.session?.disturbances ?? [] }))
      }
    }
    try files.summarize(description)
    return SweepResult(
      dataset: try Dataset(path: files.csv), before: before, sessions: session.count,
      total: session.total, tornBytes: sweep.tornBytes, disturbances: disturbances,
      isInterrupted: Task.isCancelled)
  }

  /// The rows of a point's counts and bytes, where they are not taken yet; `nil` if the task is
  /// cancelled.
  private func accounts(at place: Int, _ session: inout SweepSessions) async -> [RecordedRow]? {
    guard session.lacksAccounts(at: place) else { return [] }
    let point = plan.points[place]
    // Other processes come and go: what is free is asked anew for each point.
    let freeBytes = MachineMemory.read(.system).usableBytes ?? .max
    let outcomes = await measurer.takeAccounts(
      of: plan.strategies, at: point, freeBytes: freeBytes)
    if Task.isCancelled { return nil }
    let rows = RecordedRow.rows(
      ofAccounts: outcomes, at: point, on: machine, from: plan.source, at: Date())
    session.begin(rows, outcomes, at: place)
    return rows
  }
}

/// How far a sweep is.
package struct SweepProgress: Sendable {
  /// Sessions that are done.
  package let done: Int
  /// Of these, those that were there before.
  package let before: Int
  /// Sessions that there will be at the least.
  package let total: Int
  /// The point whose session comes next.
  package let next: Point
}

/// What became of a sweep.
package struct SweepResult: Sendable {
  /// What disturbed one session.
  package struct Disturbed: Sendable {
    package let point: Point
    package let disturbances: [Disturbance]
  }

  /// All that the CSV says.
  package let dataset: Dataset
  /// How many sessions there were before.
  package let before: Int
  /// How many there are now.
  package let sessions: Int
  /// How many there should be at the least.
  package let total: Int
  /// What stood behind them, of a session that did not reach the device whole, and was cut off.
  package let tornBytes: Int
  /// What disturbed the sessions that were measured now.
  package let disturbances: [Disturbed]
  /// Whether the task was cancelled before the last session was done.
  package let isInterrupted: Bool

  /// How the measurements of all points ended.
  package var tally: SweepTally { SweepTally(dataset) }
}
