import Convolution
import Machine
import Measurement

/// Collects rows into steps, holding none of them itself, so that a million fit.
struct DatasetBuilder {
  private struct Key: Hashable {
    let point: Point
    let strategy: Strategy
  }

  private let file: String
  private let mostSteps: Int
  private var steps: [StepMeasurement] = []
  private var places: [Key: Int] = [:]
  private var widths: [Int?] = []
  private var repeated: [(place: Int, row: Dataset.RepeatedRow)] = []
  private var lines: [DatasetIssue.Kind: [Int]] = [:]
  private var others: [Strategy] = []
  private var facts: [Set<String>] = Self.facts.map { _ in [] }
  private var builds: Set<String> = []
  private var rowCount = 0
  private var leftOut = 0

  /// Facts about a run, and where rows name them, whichever program they are of.
  private static let facts: [(name: String, value: KeyPath<RecordedRow, String?> & Sendable)] = [
    ("processors", \.cpu), ("BLAS kernels", \.blasKernel), ("inputs", \.input), ("hosts", \.host),
  ]

  init(file: String, mostSteps: Int) {
    self.file = file
    self.mostSteps = mostSteps
  }

  mutating func add(_ row: RecordedRow) {
    rowCount += 1
    for (index, fact) in Self.facts.enumerated() {
      if let value = row[keyPath: fact.value] { facts[index].insert(value) }
    }
    if row.strategy.isOwn {
      if let version = row.version { builds.insert(version) }
    } else if !others.contains(row.strategy) {
      others.append(row.strategy)
    }
    guard let place = place(of: row) else { return }
    note(row)
    let measurement = OperationMeasurement(row) { lines[$0, default: []].append(row.line) }
    if let index = steps[place].operations.firstIndex(where: { $0.operation == row.operation }) {
      let earlier = steps[place].operations[index]
      lines[.repeated, default: []].append(earlier.line)
      let row = Dataset.RepeatedRow(step: steps[place], measurement: earlier)
      repeated.append((place: place, row: row))
      steps[place].operations[index] = measurement
    } else {
      steps[place].operations.append(measurement)
    }
    (steps[place].status, steps[place].message) = (row.status, row.message)
    widths[place] = row.tileColumnsUsed ?? widths[place]
    guard row.operation == .step else { return }
    (steps[place].ratio, steps[place].ratioTo) = (ratio(row), row.ratioTo)
  }

  private mutating func place(of row: RecordedRow) -> Int? {
    let key = Key(point: row.point, strategy: row.strategy)
    if let place = places[key] { return place }
    guard steps.count < mostSteps else {
      if row.operation == .step { leftOut += 1 }
      return nil
    }
    places[key] = steps.count
    steps.append(StepMeasurement(row, file: file))
    widths.append(nil)
    return steps.count - 1
  }

  private mutating func note(_ row: RecordedRow) {
    if row.status != .ok {
      lines[.unmeasured, default: []].append(row.line)
    } else if let method = row.strategy.method,
      method.formula(row.operation, row.point.workload) == nil
    {
      lines[.noSuchOperation, default: []].append(row.line)
    }
  }

  private mutating func ratio(_ row: RecordedRow) -> Estimate? {
    guard let ratio = row.ratio, ratio.median > 0 else { return nil }
    if ratio.low != nil, ratio.high != nil, !ratio.isEnclosed {
      lines[.ratioNotEnclosed, default: []].append(row.line)
    }
    return ratio.sound
  }

  /// All that was collected.
  func dataset(
    of file: ResultsFile, machine: Machine?, issues: [DatasetIssue]
  ) -> Dataset {
    let l2Bytes = Self.tilingL2Bytes(machine, file.kind)
    func usedWorkload(_ step: StepMeasurement, width: Int?) -> Workload? {
      let workload = step.point.workload
      let isKnown =
        workload.tileColumns != nil || step.strategy.method?.tileColumns(workload) == nil
      if isKnown { return workload }
      let width = width ?? l2Bytes.map(workload.tileColumns(forL2Bytes:))
      return width.map { workload.with(tileColumns: $0) }
    }
    var places: [Dataset.Place] = []
    var indices: [Point: Int] = [:]
    for (var step, width) in zip(steps, widths) {
      step.usedWorkload = usedWorkload(step, width: width)
      if let index = indices[step.point] {
        places[index].steps.append(step)
      } else {
        indices[step.point] = places.count
        places.append(Dataset.Place(point: step.point, steps: [step]))
      }
    }
    let repeated = repeated.map { place, row in
      var row = row
      let width = row.measurement.tileColumns ?? widths[place]
      row.step.usedWorkload = usedWorkload(row.step, width: width)
      return row
    }
    let named = zip(Self.facts, facts).map { (name: $0.name, values: $1) }
    let strategies = Set(steps.map(\.strategy))
    let rows = DatasetIssue.Kind.allCases.compactMap { kind in
      lines[kind].map { DatasetIssue.rows(kind, lines: $0) }
    }
    return Dataset(
      file: file.name, machine: machine, kind: file.kind, places: places,
      strategies: (Strategies.all.map { Strategy($0) } + others).filter(strategies.contains),
      repeated: repeated, rowCount: rowCount,
      facts: named + [(name: "builds of phibench", values: builds)],
      issues: issues
        + (file.unknownColumns.isEmpty ? [] : [.unknownColumns(file.unknownColumns)])
        + (file.isTorn ? [.torn] : [])
        + (builds.count > 1 ? [.builds(builds.sorted())] : [])
        + (leftOut > 0 ? [.leftOut(count: leftOut, kept: mostSteps)] : [])
        + (others.isEmpty ? [] : [.otherPrograms(others)]) + rows,
      builds: builds.sorted())
  }

  /// The L2 cache that tiles were cut for, for rows that do not say how wide tiles were; `nil` for a
  /// machine that has left no facts and is not this.
  private static func tilingL2Bytes(_ machine: Machine?, _ kind: MachineKind?) -> Int? {
    if let bytes = machine?.tilingL2Bytes ?? machine?.processor.caches.l2Bytes { return bytes }
    let isThis = kind?.processor == nil || kind?.processor == Processor.ofThisMachine().name
    return isThis ? Strategies.l2Bytes : nil
  }
}
