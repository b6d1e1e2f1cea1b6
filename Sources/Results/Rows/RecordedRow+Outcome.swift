import Convolution
import Foundation
import Machine
import Measurement

/// What all rows of a point have in common beside the point.
package struct RunContext: Sendable {
  /// The machine, and phibench's version.
  package let machine: Machine
  /// Where Z comes from.
  package let source: InputSource
  /// When the point was done.
  package let timestamp: Date

  /// The context of one point's rows.
  package init(machine: Machine, source: InputSource, timestamp: Date) {
    self.machine = machine
    self.source = source
    self.timestamp = timestamp
  }
}

extension RecordedRow {
  /// All rows of a point: for each strategy each operation that the point has, or only the step
  /// where it was not timed; counts and bytes stand there even then.
  package static func rows(
    of point: Point, outcomes: [StrategyOutcome], context: RunContext
  ) -> [RecordedRow] {
    outcomes.flatMap { outcome in
      let operations =
        outcome.measurement == nil ? [.step] : outcome.strategy.operations(of: point.workload)
      return operations.map { operation in
        var row = RecordedRow(
          point: point, strategy: Strategy(outcome.strategy), operation: operation,
          status: outcome.status)
        row.message = outcome.message.isEmpty ? nil : outcome.message
        row.recordFormulas(of: outcome.strategy)
        if let accounts = outcome.accounts { row.record(accounts) }
        if let measurement = outcome.measurement { row.record(measurement) }
        row.record(context)
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

  private mutating func record(_ measurement: StrategyOutcome.Measurement) {
    let time = measurement.times.times[operation]
    (timeMedian, timeLow, timeHigh) = (time.median, time.low, time.high)
    samples = measurement.samples
    endedBy = measurement.endedBy
    guard operation == .step else { return }
    let ratio = measurement.times.ratioToFirst
    (ratioMedian, ratioLow, ratioHigh) = (ratio.median, ratio.low, ratio.high)
    ratioTo = measurement.ratioTo
    flopsHardware = measurement.hardwareFLOPs
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

  private mutating func record(_ context: RunContext) {
    host = context.machine.host
    cpu = context.machine.processor.name
    blasKernel = context.machine.blas.kernel.name
    blasKernelBy = context.machine.blas.kernel.origin.rawValue
    version = context.machine.version
    input = context.source.images(for: point.workload.geometry) == nil ? "random" : "images"
    seed = context.source.seed
    timestamp = context.timestamp.formatted(.iso8601)
  }
}
