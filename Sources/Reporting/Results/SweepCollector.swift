import Complexity
import Convolution
import Foundation
import Measurement
import Sweeps

/// Collects the rows of a file into steps; holds no row itself, so that a million of them fit.
struct SweepCollector {
  /// The most steps that are kept; a report of more would not be read.
  static let mostSteps = 200_000
  /// The most rows that formulas are put to the test by.
  static let mostVerified = 50_000
  /// The most rows that are named where a count differs.
  static let mostNamed = 20

  private struct Key: Hashable {
    let point: Point
    let strategy: String
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
  private var hasForeignFacts = false
  private var processors: Set<String> = []
  private var kernels: Set<String> = []
  private var versions: Set<String> = []

  private init(file: String) {
    self.file = file
  }

  /// Reads a file and the machine's facts beside it.
  ///
  /// - Throws: `ResultsFileError`.
  static func sweep(of path: String) throws(ResultsFileError) -> ReportedSweep {
    let url = URL(fileURLWithPath: path)
    var collector = SweepCollector(file: url.lastPathComponent)
    let rest = try ResultsFile.forEachRow(of: path) { collector.add($0) }
    let facts = SweepFiles(csv: path).machine
    let machine = (try? Data(contentsOf: URL(fileURLWithPath: facts))).flatMap {
      try? JSONDecoder().decode(Machine.self, from: $0)
    }
    collector.hasForeignFacts =
      machine == nil && FileManager.default.fileExists(atPath: facts)
    let verification: VerificationReport? =
      collector.isVerifiable
      ? VerificationReport(Verification(of: try ResultsFile(path: path), machine: machine)) : nil
    return collector.sweep(
      name: url.deletingPathExtension().lastPathComponent, machine: machine,
      verification: verification, unknownColumns: rest.unknownColumns, isTorn: rest.isTorn)
  }

  /// Whether there is something that formulas can be put to the test by, and not too much of it.
  private var isVerifiable: Bool {
    rowCount <= Self.mostVerified
      && steps.values.contains { $0.isOwn && $0.time != nil && !(parts[key($0)] ?? []).isEmpty }
  }

  private func key(_ step: ReportedStep) -> Key {
    Key(point: step.point, strategy: step.strategy)
  }

  private mutating func add(_ row: RecordedRow) {
    rowCount += 1
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
    if let cpu = row.cpu { processors.insert(cpu) }
    guard Strategies.named(row.strategy) != nil else { return }
    if let kernel = row.blasKernel { kernels.insert(kernel) }
    if let version = row.version { versions.insert(version) }
  }

  private func sweep(
    name: String, machine: Machine?, verification: VerificationReport?,
    unknownColumns: [String], isTorn: Bool
  ) -> ReportedSweep {
    var places: [ReportedSweep.Place] = []
    var indices: [Point: Int] = [:]
    var strategies: [String] = []
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
    let own = Strategies.all.map(\.name).filter(strategies.contains)
    return ReportedSweep(
      name: name, file: file, machine: machine, places: places,
      strategies: own + strategies.filter { !own.contains($0) },
      rowCount: rowCount, comparedCount: comparedCount, differingCount: differingCount,
      differingRows: differing,
      processors: processors.sorted(), kernels: kernels.sorted(), versions: versions.sorted(),
      verification: verification, notes: notes(unknownColumns: unknownColumns, isTorn: isTorn))
  }

  private func notes(unknownColumns: [String], isTorn: Bool) -> [String] {
    var notes: [String] = []
    for (what, names) in [
      ("processors", processors), ("BLAS kernels", kernels), ("versions of phibench", versions),
    ] where names.count > 1 {
      notes.append(
        "The rows come from \(names.count) \(what): \(names.sorted().joined(separator: ", ")); "
          + "times of different ones do not compare.")
    }
    if doubledCount > 0 {
      notes.append("\(doubledCount) steps stand in the file more than once; the last row counts.")
    }
    if leftOutCount > 0 {
      notes.append(
        "The file has more steps than a report shows: \(leftOutCount) rows beyond the first "
          + "\(Self.mostSteps) steps are left out.")
    }
    if !unknownColumns.isEmpty {
      let shown = unknownColumns.prefix(5).joined(separator: ", ")
      let more = unknownColumns.count > 5 ? " and \(unknownColumns.count - 5) more" : ""
      notes.append("Columns that phibench does not know were passed over: \(shown)\(more).")
    }
    if rowCount > Self.mostVerified {
      notes.append(
        "Formulas are not put to the test in a file of more than \(Self.mostVerified) rows; "
          + "`phibench verify` does that.")
    }
    if hasForeignFacts {
      notes.append("The file beside it does not hold a machine's facts and was passed over.")
    }
    if isTorn { notes.append("The file's last line is torn off and was left out.") }
    return notes
  }
}
