import Convolution
import Measurement

/// One column of the CSV: its name, which carries the unit, and what stands in a row.
package struct Column: Sendable {
  /// The name in the header.
  package let name: String
  /// What it holds.
  package let meaning: String
  /// The cell; `nil` is an empty one: not measured, or not applicable.
  package let cell: @Sendable (RecordedRow) -> String?
  /// What a cell must say, as in "this must be …".
  let expectation: String
  /// Puts a cell's value into a row, and says whether it was one. Columns that say what a row is
  /// about are read before there is a row, and have none.
  let read: (@Sendable (inout RecordedRow, String) -> Bool)?

  /// A column that says what a row is about.
  private init(
    _ name: String, _ meaning: String, cell: @escaping @Sendable (RecordedRow) -> String?
  ) {
    self.name = name
    self.meaning = meaning
    self.cell = cell
    expectation = ""
    read = nil
  }

  /// A column of one of a row's values, or of those of them that will do.
  private init<Value: CellValue>(
    _ name: String, _ meaning: String,
    _ value: WritableKeyPath<RecordedRow, Value?> & Sendable,
    expectation: String = Value.expectation,
    where willDo: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) {
    self.name = name
    self.meaning = meaning
    cell = { $0[keyPath: value]?.cell }
    self.expectation = expectation
    read = { row, cell in
      row[keyPath: value] = Value(cell: cell).flatMap { willDo($0) ? $0 : nil }
      return row[keyPath: value] != nil
    }
  }

  /// A column of a ratio of two times, which is never 0.
  private init(
    ratio name: String, _ meaning: String,
    _ value: WritableKeyPath<RecordedRow, Double?> & Sendable
  ) {
    self.init(name, meaning, value, expectation: Double.expectationAboveZero) { $0 > 0 }
  }

  /// All columns of a file of results in their order. This list is the definition of the file.
  package static let all: [Column] =
    [field(.layer), strategy, operation] + PointField.values.map(field)
    + [field(.count), status, Column("message", "why there is no time", \.message)]
    + times + counts + bytes + context

  /// All columns of a file of sessions.
  package static let ofSessions =
    all + [
      Column("round", "0: counts and bytes; from 1: times, of the session of that round", \.round)
    ]

  static let strategy = Column(
    "strategy", "what was done about φ between forward and backward"
  ) { $0.strategy.name }

  static let operation = Column(
    "operation", "which part of a step; forward, backward and step are sums"
  ) { $0.operation.name }

  static let status = Column("status", "ok, skipped (not attempted) or failed (attempted)") {
    $0.status.rawValue
  }

  private static func field(_ field: PointField) -> Column {
    Column(field.name, field.meaning) { row in
      let value = field.value(row.point)
      return value.isEmpty ? nil : value
    }
  }

  private static let times: [Column] = [
    Column("time_s", "median over sessions of their medians", \.timeMedian),
    Column("time_low_s", "lower end of its 95 % interval over sessions", \.timeLow),
    Column("time_high_s", "upper end of its 95 % interval over sessions", \.timeHigh),
    Column("samples", "steps in all sessions", \.samples),
    Column("sessions", "processes that timed it, in as many rounds of the sweep", \.sessions),
    Column("time_relative", "time in yardsticks of the same sessions", \.relativeMedian),
    Column("time_relative_low", "lower end of its 95 % interval over sessions", \.relativeLow),
    Column("time_relative_high", "upper end of its 95 % interval over sessions", \.relativeHigh),
    Column(
      "yardstick_product_s", "a fixed product in the L1 cache, beside each step", \.yardstickProduct
    ),
    Column(
      "yardstick_copy_s", "a fixed copy from memory, at the sessions' ends", \.yardstickCopy),
    Column(
      ratio: "ratio", "step rows: time as a part of ratio_to's in the same sessions", \.ratioMedian),
    Column(ratio: "ratio_low", "lower end of the ratio's 95 % interval", \.ratioLow),
    Column(ratio: "ratio_high", "upper end of the ratio's 95 % interval", \.ratioHigh),
    Column("ratio_to", "the strategy that the ratio refers to", \.ratioTo),
  ]

  private static let counts: [Column] = [
    Column("flops", "floating-point operations executed; a multiply-add is two", \.flops),
    Column("flops_formula", "the same by formula", \.flopsFormula),
    Column("elements", "elements moved, as the table of operations says", \.elements),
    Column("elements_formula", "the same by formula", \.elementsFormula),
    Column(
      "flops_hardware", "step rows: the same by the processor's counters or an emulator",
      \.flopsHardware),
    Column(
      "flops_hardware_by", "which of the two: perf or qemu", \.flopsHardwareBy),
    Column(
      "flops_source", "how flops was counted: blas_calls, loop_trips, or their sum", \.flopsSource),
  ]

  private static let bytes: [Column] = [
    Column("phi_bytes", "step rows: most bytes of φ that were live", \.phiBytes),
    Column("saved_bytes", "step rows: bytes kept from forward to backward", \.savedBytes),
    Column("peak_bytes", "step rows: most bytes live beyond the step's inputs", \.peakBytes),
    Column("peak_bytes_formula", "the same by formula", \.peakBytesFormula),
    Column("workspace_bytes", "step rows: of peak_bytes, scratch of the workers", \.workspaceBytes),
    Column(
      "activation_bytes", "step rows: of peak_bytes, the output and P_pool's choices",
      \.activationBytes),
    Column(
      "gradient_bytes", "step rows: of peak_bytes, all gradients", \.gradientBytes),
    Column(
      "rss_peak_bytes",
      "step rows: the kernel's VmHWM beyond its level before the step; below 4 MiB it is coarse",
      \.rssPeakBytes),
    Column(
      "rss_overhead_bytes",
      "step rows: what a step before left resident, OpenBLAS's buffers above all; not in the peak",
      \.rssOverheadBytes),
  ]

  private static let context: [Column] = [
    Column("host", "the machine's name among others", \.host),
    Column("cpu", "the processor's name", \.cpu),
    Column("blas_kernel", "OpenBLAS's kernel", \.blasKernel),
    Column("blas_kernel_by", "who chose it: library, user or phibench", \.blasKernelBy),
    Column("version", "phibench's release and build", \.version),
    Column("input", "where Z comes from: random or images", \.input),
    Column("seed", "determines all that is pseudo-random", \.seed),
    Column(
      "tile_columns_used", "columns of φ that one product spans at most; empty without such tiles",
      \.tileColumnsUsed),
    Column("timestamp", "when the point was done, UTC", \.timestamp),
  ]
}
