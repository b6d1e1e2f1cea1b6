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
  private var repeated: [Dataset.RepeatedRow] = []
  private var lines: [DatasetIssue.Kind: [Int]] = [:]
  private var others: [Strategy] = []
  private var facts: [Set<String>] = Self.facts.map { _ in [] }
  private var builds: Set<String> = []
  private var rowCount = 0
  private var leftOut = 0

  /// Facts about a run, and where rows name them.
  private static let facts: [(name: String, value: KeyPath<RecordedRow, String?> & Sendable)] = [
    ("processors", \.cpu), ("BLAS kernels", \.blasKernel), ("builds of phibench", \.version),
    ("inputs", \.input), ("hosts", \.host),
  ]

  init(file: String, mostSteps: Int) {
    self.file = file
    self.mostSteps = mostSteps
  }

  /// Takes in a row.
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
      repeated.append(.init(step: steps[place], measurement: earlier))
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
    var places: [Dataset.Place] = []
    var indices: [Point: Int] = [:]
    for (var step, width) in zip(steps, widths) {
      let workload = step.point.workload
      let width = width ?? l2Bytes.map(workload.tileColumns(forL2Bytes:))
      step.usedWorkload =
        workload.tileColumns != nil ? workload : width.map { workload.with(tileColumns: $0) }
      if let index = indices[step.point] {
        places[index].steps.append(step)
      } else {
        indices[step.point] = places.count
        places.append(Dataset.Place(point: step.point, steps: [step]))
      }
    }
    let strategies = Set(steps.map(\.strategy))
    let rows = DatasetIssue.Kind.allCases.compactMap { kind in
      lines[kind].map { DatasetIssue.rows(kind, lines: $0) }
    }
    return Dataset(
      file: file.name, machine: machine, kind: file.kind, places: places,
      strategies: (Strategies.all.map { Strategy($0) } + others).filter(strategies.contains),
      repeated: repeated, rowCount: rowCount, facts: zip(Self.facts, facts).map { ($0.name, $1) },
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
  private static func tilingL2Bytes(
    _ machine: Machine?, _ kind: MachineKind?, here: Processor = .ofThisMachine()
  ) -> Int? {
    if let bytes = machine?.tilingL2Bytes ?? machine?.processor.caches.l2Bytes { return bytes }
    return kind?.processor == nil || kind?.processor == here.name ? Strategies.l2Bytes : nil
  }
}
