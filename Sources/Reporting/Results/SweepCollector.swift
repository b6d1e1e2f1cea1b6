import Convolution
import Machine
import Measurement
import Results

/// Collects the rows of a file into steps; of many rows it holds none itself, so that a
/// million of them fit.
struct SweepCollector {
  /// The most steps that are kept; a report of more would not be read.
  static let mostSteps = 200_000
  /// The most rows that formulas are put to the test by.
  static let mostVerified = 50_000
  /// The most rows that are named where a count differs.
  static let mostNamed = 20

  private struct Key: Hashable {
    let point: Point
    let strategy: Strategy
  }

  private let file: String
  private var parts: [Key: [ReportedStep.Part]] = [:]
  private var order: [Key] = []
  private var steps: [Key: ReportedStep] = [:]
  private var rowCount = 0
  private var comparedCount = 0
  private var differing: [RowReference] = []
  private var differingCount = 0
  private var doubledCount = 0
  private var leftOutCount = 0
  private var versions: Set<String> = []
  /// All rows, as long as formulas are put to the test by them.
  private var rows: [RecordedRow] = []

  /// A collector without rows yet.
  ///
  /// - Parameter file: what rows are called.
  init(file: String) {
    self.file = file
  }

  /// The rows, where there is something that formulas can be put to the test by, and not too much of it.
  var verified: [RecordedRow]? {
    let isVerifiable =
      rowCount <= Self.mostVerified
      && steps.values.contains { $0.isOwn && $0.time != nil && !(parts[key($0)] ?? []).isEmpty }
    return isVerifiable ? rows : nil
  }

  private func key(_ step: ReportedStep) -> Key {
    Key(point: step.point, strategy: step.strategy)
  }

  /// Takes in a row.
  mutating func add(_ row: RecordedRow) {
    rowCount += 1
    if rowCount <= Self.mostVerified { rows.append(row) } else { rows = [] }
    compareCounts(row)
    note(row)
    let key = Key(point: row.point, strategy: row.strategy)
    if steps[key] == nil, parts[key] == nil {
      guard order.count < Self.mostSteps else {
        if row.operation == .step { leftOutCount += 1 }
        return
      }
      order.append(key)
    }
    if row.operation == .step {
      let step = ReportedStep(row, in: file, parts: [])
      if steps.updateValue(step, forKey: key) != nil { doubledCount += 1 }
    } else if row.operation.parts.isEmpty {
      let part = ReportedStep.Part(
        operation: row.operation, time: row.timeMedian, flops: row.flops)
      let place = parts[key]?.firstIndex { $0.operation == row.operation }
      if let place { parts[key]?[place] = part } else { parts[key, default: []].append(part) }
    }
  }

  private mutating func compareCounts(_ row: RecordedRow) {
    let pairs = [
      (row.flops, row.flopsFormula), (row.elements, row.elementsFormula),
      (row.peakBytes, row.peakBytesFormula),
    ].filter { $0.0 != nil && $0.1 != nil }
    guard !pairs.isEmpty else { return }
    comparedCount += 1
    guard pairs.contains(where: { $0.0 != $0.1 }) else { return }
    differingCount += 1
    if differing.count < Self.mostNamed {
      differing.append(RowReference(file: file, line: row.line))
    }
  }

  private mutating func note(_ row: RecordedRow) {
    guard row.strategy.isOwn else { return }
    if let version = row.version { versions.insert(version) }
  }

  /// All that was collected.
  func sweep(
    name: String, kind: MachineKind?, machine: Machine?, verification: VerificationReport?,
    notes: [String]
  ) -> ReportedSweep {
    var places: [ReportedSweep.Place] = []
    var indices: [Point: Int] = [:]
    var strategies: [Strategy] = []
    for key in order {
      guard var step = steps[key] else { continue }
      step.parts = parts[key] ?? []
      if !strategies.contains(step.strategy) { strategies.append(step.strategy) }
      if let index = indices[key.point] {
        places[index].steps.append(step)
      } else {
        indices[key.point] = places.count
        places.append(.init(point: key.point, steps: [step]))
      }
    }
    let own = Strategies.all.map { Strategy($0) }.filter(strategies.contains)
    return ReportedSweep(
      name: name, file: file, machine: machine, places: places,
      strategies: own + strategies.filter { !own.contains($0) },
      rowCount: rowCount, comparedCount: comparedCount, differingCount: differingCount,
      differingRows: differing,
      kind: kind, versions: versions.sorted(),
      verification: verification, notes: notes)
  }

  /// What was noticed, one sentence each, with a full stop.
  var notes: [String] {
    var notes: [String] = []
    if versions.count > 1 {
      notes.append(
        "The rows come from \(versions.count) builds of phibench: "
          + "\(versions.sorted().joined(separator: ", ")); times of different ones do not compare.")
    }
    if doubledCount > 0 {
      notes.append("\(doubledCount) steps stand in the file more than once; the last row counts.")
    }
    if leftOutCount > 0 {
      notes.append(
        "The file has more steps than a report shows: \(leftOutCount) rows beyond the first "
          + "\(Self.mostSteps) steps are left out.")
    }
    if rowCount > Self.mostVerified {
      notes.append(
        "Formulas are not put to the test in a file of more than \(Self.mostVerified) rows; "
          + "`phibench verify` does that.")
    }
    return notes
  }
}
