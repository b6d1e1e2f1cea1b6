import Convolution
import Foundation
import Measurement

/// What all rows of a point have in common beside the point.
public struct RunContext: Sendable {
  /// The machine, and phibench's version.
  public let machine: Machine
  /// Where Z comes from.
  public let source: InputSource
  /// When the point was done.
  public let timestamp: Date

  /// The context of one point's rows.
  public init(machine: Machine, source: InputSource, timestamp: Date) {
    self.machine = machine
    self.source = source
    self.timestamp = timestamp
  }
}

extension RecordedRow {
  /// All rows of a point: for each strategy each operation that the point has.
  public static func rows(
    of point: Point, outcomes: [StrategyOutcome], context: RunContext
  ) -> [RecordedRow] {
    // Ratios were taken pair by pair with the first strategy that could be measured.
    let reference = outcomes.first { $0.measurement != nil }?.strategy.name
    return outcomes.flatMap { outcome in
      let operations =
        outcome.measurement == nil ? [.step] : outcome.strategy.operations(of: point.workload)
      return operations.map { operation in
        var row = RecordedRow(
          point: point, strategy: outcome.strategy.name, operation: operation,
          status: outcome.status)
        row.message = outcome.message.isEmpty ? nil : outcome.message
        row.recordFormulas(of: outcome.strategy)
        if let measurement = outcome.measurement { row.record(measurement, reference: reference) }
        row.record(context)
        return row
      }
    }
  }

  private mutating func recordFormulas(of strategy: any BackwardStrategy) {
    let formula = operation.formula(point.workload, strategy: strategy)
    flopsFormula = formula?.flops
    elementsFormula = formula?.elements
    if operation == .step { peakBytesFormula = strategy.memory(point.workload).peakBytes }
  }

  private mutating func record(
    _ measurement: StrategyOutcome.Measurement, reference: String?
  ) {
    let time = measurement.times.times[operation]
    (timeMedian, timeLow, timeHigh) = (time.median, time.low, time.high)
    samples = measurement.samples
    endedBy = measurement.end
    let counts = measurement.accounts.counts[operation]
    flops = counts?.flops
    elements = counts?.elements
    flopsSource = counts.map { _ in
      operation.isProduct ? "blas_calls" : operation.parts.isEmpty ? "loop_trips" : "sum"
    }
    guard operation == .step else { return }
    let ratio = measurement.times.ratioToFirst
    (ratioMedian, ratioLow, ratioHigh) = (ratio.median, ratio.low, ratio.high)
    ratioTo = reference
    flopsHardware = measurement.hardwareFLOPs
    phiBytes = measurement.accounts.phiBytes
    savedBytes = measurement.accounts.savedBytes
    peakBytes = measurement.accounts.peakBytes
    workspaceBytes = measurement.accounts.workspaceBytes
    activationBytes = measurement.accounts.activationBytes
    gradientBytes = measurement.accounts.gradientBytes
    rssPeakBytes = measurement.accounts.residentPeakBytes
    // The kernel may have taken pages back meanwhile: then nothing was left.
    rssOverheadBytes = measurement.accounts.residentOverheadBytes.map { max(0, $0) }
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
