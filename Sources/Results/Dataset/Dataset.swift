import Convolution
import Machine
import Measurement

/// The rows of a file as typed measurements: all that is published is computed from these.
package struct Dataset: Sendable {
  /// All strategies at one point.
  package struct Place: Sendable {
    package let point: Point
    /// One for each strategy, in the file's order.
    package internal(set) var steps: [StepMeasurement]

    /// The step of a strategy, where it was measured.
    package func measured(_ strategy: Strategy) -> StepMeasurement? {
      steps.first { $0.strategy == strategy && $0.time != nil }
    }

    /// The time of one strategy as a multiple of another's: taken in the same sessions where the file
    /// says so, to one of the two or to a third, so that a drift of the machine cancels out; else from the
    /// two times.
    package func ratio(of strategy: Strategy, to reference: Strategy) -> Estimate? {
      guard let step = measured(strategy), let time = step.time, let other = measured(reference),
        let otherTime = other.time
      else { return nil }
      if step.ratioTo == reference, let ratio = step.ratio { return ratio }
      if let shared = step.ratioTo, shared == other.ratioTo, shared != strategy,
        let ratio = step.ratio, let otherRatio = other.ratio
      {
        return ratio.ratio(to: otherRatio)
      }
      return time.ratio(to: otherTime)
    }
  }

  /// A row that another one below it takes the place of.
  package struct RepeatedRow: Sendable {
    /// The step that it is of.
    package internal(set) var step: StepMeasurement
    package let measurement: OperationMeasurement
  }

  /// The file, as it was given.
  package let file: String
  /// The machine's facts beside the file, where they can be read.
  package let machine: Machine?
  /// The kind of machine that the rows name; `nil` without rows.
  package let kind: MachineKind?
  /// All points in the file's order.
  package internal(set) var places: [Place]
  /// The strategies in the order of the catalogue, then other programs in the file's order.
  package internal(set) var strategies: [Strategy]
  /// Rows that others take the place of; their counts must be right all the same.
  package let repeated: [RepeatedRow]
  package let rowCount: Int
  /// Facts about the run that the rows name, such as `processors`, each with all its values.
  package let facts: [(name: String, values: Set<String>)]
  /// What a reader should know.
  package internal(set) var issues: [DatasetIssue]

  /// All steps, in the order of their points.
  package var steps: [StepMeasurement] { places.flatMap(\.steps) }
  /// phibench's own strategies.
  package var ownStrategies: [Strategy] { strategies.filter(\.isOwn) }
  /// Other programs.
  package var peers: [Strategy] { strategies.filter { !$0.isOwn } }
  /// What ratios refer to: the strategy that keeps φ, else the first.
  package var reference: Strategy? { strategies.first(where: \.keepsPhi) ?? strategies.first }
  /// The builds of phibench that measured its own rows.
  package let builds: [String]
  /// The name of the processor that measured; `nil` if neither rows nor facts tell.
  package var processor: String? { kind?.processor ?? machine?.processor.name }
  /// Whether nothing was measured.
  package var isEmpty: Bool { steps.allSatisfy { $0.time == nil } }
}

extension Dataset {
  /// Reads a file row by row, since it may be a pipe, and larger than what should be held, up to so many steps;
  /// and the machine's facts beside it. A file whose rows are not derived from the sessions beside them is
  /// refused; facts that are no machine's are an issue.
  package init(path: String, mostSteps: Int = .max) throws(Refusal) {
    if let csv = SessionsFile.csv(ofSessions: path) {
      throw Refusal(.data, "\(path) has single sessions; what they say together is in \(csv)")
    }
    var builder = DatasetBuilder(file: path, mostSteps: mostSteps)
    var agreement = SessionsAgreement(csv: path)
    let file = try ResultsFile(CSVReader(path: path)) {
      agreement?.add($0)
      builder.add($0)
    }
    try agreement?.end()
    let facts = MachineFacts(besideCSV: path, of: file.kind)
    self = builder.dataset(of: file, machine: facts.machine, issues: facts.issues)
  }

  /// The measurements of rows that were read already.
  package init(_ file: ResultsFile, machine: Machine? = nil) {
    var builder = DatasetBuilder(file: file.name, mostSteps: .max)
    for row in file.rows { builder.add(row) }
    self = builder.dataset(of: file, machine: machine, issues: [])
  }

  /// Takes over what other programs measured at the points of this dataset; `other` keeps what they measured
  /// at further points. Returns whether there was anything.
  package mutating func join(_ other: inout Dataset) -> Bool {
    guard kind?.processor == other.kind?.processor else { return false }
    let indices = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1.point, $0) })
    let count = other.places.count
    other.places.removeAll { place in
      guard let index = indices[place.point] else { return false }
      places[index].steps += place.steps
      return true
    }
    guard other.places.count < count else { return false }
    func measured(_ strategy: Strategy, in places: [Place]) -> Bool {
      places.contains { $0.steps.contains { $0.strategy == strategy } }
    }
    strategies += other.strategies.filter {
      !strategies.contains($0) && measured($0, in: places)
    }
    other.strategies.removeAll { !measured($0, in: other.places) }
    return true
  }
}

extension Dataset {
  /// Whether the sessions of most steps lie so far apart that their times say little about another hour:
  /// the intervals are wider than ± 10 %, while those of ratios are not.
  package var timesVary: Bool {
    let widths = steps.compactMap { $0.time?.relativeHalfWidth }.sorted()
    return !widths.isEmpty && widths[widths.count / 2] > 0.1
  }
}
