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

  /// The most processors whose rows are kept apart.
  static let mostMachines = 16

  private let file: String
  private let processor: String?
  private var parts: [Key: [ReportedStep.Part]] = [:]
  private var order: [Key] = []
  private var steps: [Key: ReportedStep] = [:]
  private var rowCount = 0
  private var comparedCount = 0
  private var differing: [RowReference] = []
  private var differingCount = 0
  private var doubledCount = 0
  private var leftOutCount = 0
  private var kernels: Set<String> = []
  private var versions: Set<String> = []

  private init(file: String, processor: String?) {
    self.file = file
    self.processor = processor
  }

  /// Reads a file and the machines' facts beside it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - file: what rows of it are called.
  /// - Returns: a sweep for each processor that the rows name, since times of one say nothing about
  ///   another's; one at least.
  /// - Throws: `ResultsFileError`.
  static func sweeps(of path: String, file: String) throws(ResultsFileError) -> [ReportedSweep] {
    var collectors: [SweepCollector] = []
    var places: [String?: Int] = [:]
    var beyond = 0
    let rest = try ResultsFile.forEachRow(of: path) { row in
      if let place = places[row.cpu] {
        collectors[place].add(row)
      } else if collectors.count < mostMachines {
        places[row.cpu] = collectors.count
        collectors.append(SweepCollector(file: file, processor: row.cpu))
        collectors[collectors.count - 1].add(row)
      } else {
        beyond += 1
      }
    }
    if collectors.isEmpty { collectors = [SweepCollector(file: file, processor: nil)] }
    let rows = collectors.contains(where: \.isVerifiable) ? try ResultsFile(path: path) : nil
    let stem = URL(fileURLWithPath: path).deletingPathExtension()
    let hasFacts = FileManager.default.fileExists(atPath: SweepFiles(csv: path).machine)
    return collectors.map { collector in
      let machine = collector.machine(of: path, isOnly: collectors.count == 1)
      let own = collector.isVerifiable ? rows : nil
      let verification = own.map { file in
        VerificationReport(
          Verification(of: file.filtered { $0.cpu == collector.processor }, machine: machine))
      }
      return collector.sweep(
        name: stem.lastPathComponent, machine: machine, verification: verification,
        notes: collector.notes(
          unknownColumns: rest.unknownColumns, isTorn: rest.isTorn, others: collectors.count - 1,
          beyond: beyond, hasForeignFacts: machine == nil && hasFacts && collectors.count == 1))
    }
  }

  /// The facts of the machine: of x.machine.json, x.machine-2.json, … those that name the processor,
  /// or where the file is of one machine only, the first.
  private func machine(of path: String, isOnly: Bool) -> Machine? {
    let files = SweepFiles(csv: path)
    let all = (0..<Self.mostMachines).lazy
      .compactMap { try? Data(contentsOf: URL(fileURLWithPath: files.machine($0))) }
      .compactMap { try? JSONDecoder().decode(Machine.self, from: $0) }
    return isOnly ? all.first : all.first { $0.processor.name == processor }
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
    guard Strategies.named(row.strategy) != nil else { return }
    if let kernel = row.blasKernel { kernels.insert(kernel) }
    if let version = row.version { versions.insert(version) }
  }

  private func sweep(
    name: String, machine: Machine?, verification: VerificationReport?, notes: [String]
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
      processor: processor, kernels: kernels.sorted(), versions: versions.sorted(),
      verification: verification, notes: notes)
  }

  private func notes(
    unknownColumns: [String], isTorn: Bool, others: Int, beyond: Int, hasForeignFacts: Bool
  ) -> [String] {
    var notes: [String] = []
    if others > 0 {
      notes.append(
        "\(file) has rows of \(others + 1) processors; these are those of "
          + "\(processor ?? "the one that has no name"), by themselves.")
    }
    if beyond > 0 {
      notes.append(
        "The file has rows of more than \(Self.mostMachines) processors: \(beyond) rows of further "
          + "ones are left out.")
    }
    for (what, names) in [("BLAS kernels", kernels), ("versions of phibench", versions)]
    where names.count > 1 {
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
