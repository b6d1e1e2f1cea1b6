import Convolution
import Measurement

import struct Foundation.Date

/// One column of the CSV: its name, which carries the unit, and what stands in a row.
public struct Column: Sendable {
  /// The name in the header.
  public let name: String
  /// What it holds, for the documentation.
  public let meaning: String
  /// The cell; `nil` is an empty one: not measured, or not applicable.
  public let cell: @Sendable (Row) -> String?

  private init(
    _ name: String, _ meaning: String,
    _ cell: @escaping @Sendable (Row) -> (any CustomStringConvertible)?
  ) {
    self.name = name
    self.meaning = meaning
    self.cell = { row in cell(row)?.description }
  }

  /// All columns in their order. This list is the definition of the file.
  public static let all: [Column] =
    [field(.layer), strategy, operation] + PointField.values.map(field)
    + outcome + times + counts + bytes + context

  private static let strategy = Column(
    "strategy", "what was done about φ between forward and backward"
  ) { $0.outcome.strategy.name }

  private static let operation = Column(
    "operation", "which part of a step; forward, backward and step are sums"
  ) { $0.operation.name }

  private static func field(_ field: PointField) -> Column {
    Column(field.name, field.meaning) { row in
      let value = field.value(row.point)
      return value.isEmpty ? nil : value
    }
  }

  private static let outcome: [Column] = [
    Column("status", "ok, skipped (not tried) or failed (tried in vain)") {
      $0.outcome.status.rawValue
    },
    Column("message", "why there is no measurement") {
      $0.outcome.message.isEmpty ? nil : $0.outcome.message
    },
  ]

  private static let times: [Column] = [
    Column("time_s", "median time") { $0.time?.median },
    Column("time_low_s", "lower end of the median's 95 % interval") { $0.time?.low },
    Column("time_high_s", "upper end of the median's 95 % interval") { $0.time?.high },
    Column("samples", "steps behind the median") { $0.outcome.measurement?.samples },
    Column("ended_by", "why sampling ended: interval, budget or samples") {
      $0.outcome.measurement?.end.rawValue
    },
    Column("ratio", "step rows: time as a part of ratio_to's, median of pairs") {
      $0.ratio?.median
    },
    Column("ratio_low", "lower end of the ratio's 95 % interval") { $0.ratio?.low },
    Column("ratio_high", "upper end of the ratio's 95 % interval") { $0.ratio?.high },
    Column("ratio_to", "the strategy that the ratio refers to") {
      $0.ratio == nil ? nil : $0.reference
    },
  ]

  private static let counts: [Column] = [
    Column("flops", "floating-point operations executed; a multiply-add is two") {
      $0.counts?.flops
    },
    Column("flops_formula", "the same by formula") { $0.formula?.flops },
    Column("elements", "elements moved, as the table of operations says") {
      $0.counts?.elements
    },
    Column("elements_formula", "the same by formula") { $0.formula?.elements },
    Column("flops_hardware", "step rows: the same by the processor's counters") {
      $0.operation == .step ? $0.outcome.measurement?.hardwareFLOPs : nil
    },
    Column("flops_source", "how flops was counted: blas_calls, loop_trips, or their sum") {
      $0.flopsSource
    },
  ]

  private static let bytes: [Column] = [
    Column("phi_bytes", "step rows: most bytes of φ that were live") {
      $0.accounts?.phiBytes
    },
    Column("saved_bytes", "step rows: bytes kept from forward to backward") {
      $0.accounts?.savedBytes
    },
    Column("peak_bytes", "step rows: most bytes live beyond the step's inputs") {
      $0.accounts?.peakBytes
    },
    Column("peak_bytes_formula", "the same by formula") {
      $0.operation == .step ? $0.memoryFormula.peakBytes : nil
    },
    Column("rss_peak_bytes", "step rows: the kernel's VmHWM beyond its level before the step") {
      $0.accounts?.residentPeakBytes
    },
  ]

  private static let context: [Column] = [
    Column("cpu", "the processor's name") { $0.context.machine.processor.name },
    Column("blas_kernel", "OpenBLAS's kernel") { $0.context.machine.blas.kernel.name },
    Column("blas_kernel_by", "who chose it: library, user or phibench") {
      $0.context.machine.blas.kernel.origin.rawValue
    },
    Column("version", "phibench's version") { $0.context.machine.version },
    Column("input", "where Z comes from: random or images") { $0.inputKind },
    Column("seed", "determines all that is pseudo-random") { $0.context.source.seed },
    Column("timestamp", "when the point was done, UTC") {
      $0.context.timestamp.formatted(.iso8601)
    },
  ]
}

extension Row {
  fileprivate var geometry: ConvolutionGeometry { point.workload.geometry }
  fileprivate var accounts: StepAccounts? {
    operation == .step ? outcome.measurement?.accounts : nil
  }
  fileprivate var time: Estimate? { outcome.measurement?.times.times[operation] }
  fileprivate var ratio: Estimate? {
    operation == .step ? outcome.measurement?.times.ratioToFirst : nil
  }
  fileprivate var counts: OperationCounts? {
    outcome.measurement.flatMap { $0.accounts.counts[operation] }
  }
  fileprivate var formula: OperationCounts? {
    operation.formula(point.workload, strategy: outcome.strategy)
  }
  fileprivate var memoryFormula: MemoryFormula { outcome.strategy.memory(point.workload) }
  fileprivate var inputKind: String {
    context.source.images(for: geometry) == nil ? "random" : "images"
  }
  fileprivate var flopsSource: String? {
    guard counts != nil else { return nil }
    if operation.isProduct { return "blas_calls" }
    return operation.parts.isEmpty ? "loop_trips" : "sum"
  }
}
