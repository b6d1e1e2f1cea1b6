import Convolution
import Foundation
import Machine
import Measurement

extension RecordedRow {
  /// All rows of a point: for each strategy each operation that the point has, or only the step
  /// where it was not timed; counts and bytes stand there even then. `time` is when the point was
  /// done.
  package static func rows(
    of point: Point, outcomes: [StrategyOutcome], on machine: Machine, from source: InputSource,
    at time: Date
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

  private mutating func record(_ measurement: StrategyOutcome.Measurement) {
    let time = measurement.times.times[operation]
    (timeMedian, timeLow, timeHigh) = (time.median, time.low, time.high)
    samples = measurement.samples
    endedBy = measurement.endedBy
    guard operation == .step else { return }
    let ratio = measurement.times.ratioToFirst
    (ratioMedian, ratioLow, ratioHigh) = (ratio.median, ratio.low, ratio.high)
    ratioTo = measurement.ratioTo
    flopsHardware = measurement.hardwareFLOPs?.flops
    flopsHardwareBy = measurement.hardwareFLOPs?.by
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
