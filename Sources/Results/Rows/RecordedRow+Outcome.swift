import Convolution
import Foundation
import Machine
import Measurement

extension RecordedRow {
  /// The rows of counts and bytes at a point, in round 0: for each strategy each operation that the point
  /// has, or only the step where they were not taken. `time` is when that was done.
  package static func rows(
    ofAccounts outcomes: [StrategyOutcome], at point: Point, on machine: Machine,
    from source: InputSource, at time: Date
  ) -> [RecordedRow] {
    rows(of: outcomes, at: point, in: 0, on: machine, from: source, at: time) { row, outcome in
      row.recordFormulas(of: outcome.strategy)
      if let accounts = outcome.accounts { row.record(accounts) }
      if row.operation == .step {
        row.flopsHardware = outcome.hardwareFLOPs?.flops
        row.flopsHardwareBy = outcome.hardwareFLOPs?.by
      }
    }
  }

  /// The rows of a session at a point: for each strategy each operation that the point has, or only the
  /// step where it was not timed. `time` is when the session ended.
  package static func rows(
    ofSession outcomes: [StrategyOutcome], inRound round: Int, at point: Point,
    on machine: Machine, from source: InputSource, at time: Date
  ) -> [RecordedRow] {
    rows(of: outcomes, at: point, in: round, on: machine, from: source, at: time) { row, outcome in
      if let session = outcome.session { row.record(session) }
    }
  }

  private static func rows(
    of outcomes: [StrategyOutcome], at point: Point, in round: Int, on machine: Machine,
    from source: InputSource, at time: Date,
    record: (inout RecordedRow, StrategyOutcome) -> Void
  ) -> [RecordedRow] {
    outcomes.flatMap { outcome in
      let operations =
        outcome.status == .ok ? outcome.strategy.operations(of: point.workload) : [.step]
      return operations.map { operation in
        var row = RecordedRow(
          point: point, strategy: Strategy(outcome.strategy), operation: operation,
          status: outcome.status)
        row.round = round
        row.message = outcome.message.isEmpty ? nil : outcome.message
        record(&row, outcome)
        row.record(machine, source, time)
        return row
      }
    }
  }

  private mutating func recordFormulas(of strategy: any BackwardStrategy) {
    let formula = strategy.formula(operation, point.workload)
    flopsFormula = formula?.flops
    elementsFormula = formula?.elements
    if operation == .step { peakBytesFormula = strategy.memory(point.workload).peakBytes }
    tileColumnsUsed = strategy.tileColumns(point.workload)
  }

  private mutating func record(_ session: StrategyOutcome.Session) {
    timeMedian = session.times.times[operation]
    samples = session.samples
    yardstickProduct = session.yardsticks.product
    yardstickCopy = session.yardsticks.copy
    guard operation == .step else { return }
    ratioMedian = session.times.ratioToFirst
    ratioTo = session.ratioTo
  }

  private mutating func record(_ accounts: StepAccounts) {
    let counts = accounts.counts[operation]
    flops = counts?.flops
    elements = counts?.elements
    flopsSource = counts.map { _ in
      operation.parts.isEmpty
        ? accounts.callFLOPs[operation] > 0 ? "blas_calls" : "loop_trips" : "sum"
    }
    guard operation == .step else { return }
    phiBytes = accounts.phiBytes
    savedBytes = accounts.savedBytes
    peakBytes = accounts.peakBytes
    workspaceBytes = accounts.workspaceBytes
    activationBytes = accounts.activationBytes
    gradientBytes = accounts.gradientBytes
    rssPeakBytes = accounts.rssPeakBytes
    // The kernel may have taken pages back meanwhile: then nothing was left.
    rssOverheadBytes = accounts.rssOverheadBytes.map { max(0, $0) }
  }

  private mutating func record(_ machine: Machine, _ source: InputSource, _ time: Date) {
    host = machine.host
    cpu = machine.processor.name
    blasKernel = machine.blas.kernel.name
    blasKernelBy = machine.blas.kernel.origin.rawValue
    version = machine.version
    input = source.images(for: point.workload.geometry) == nil ? "random" : "images"
    seed = source.seed
    timestamp = time.formatted(.iso8601)
  }
}
