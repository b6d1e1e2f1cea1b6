import Convolution
import Measurement
import Sweeps

/// The rows of a file, sorted by what they can say, and a word on those that can say nothing.
struct Evidence: Sendable {
  /// Rows of strategies whose formulas are known, each point, strategy and operation once: the last.
  private(set) var rows: [RecordedRow] = []
  /// All rows with counts or bytes of such strategies, repeated ones too.
  private(set) var counted: [RecordedRow] = []
  /// Times by what they are of, in the file's order.
  private(set) var observations: [Subject: [Observation]] = [:]
  /// What the observations are of, in the order of first appearance.
  private(set) var subjects: [Subject] = []
  /// What was set aside and why, one sentence each, without a full stop.
  private(set) var notes: [String] = []

  private let strategies: StrategyCatalogue

  /// Sorts a file's rows.
  ///
  /// - Parameters:
  ///   - file: the rows, in any order.
  ///   - strategies: whose formulas are known.
  ///   - caches: of the machine that measured.
  init(_ file: ResultsFile, strategies: StrategyCatalogue, caches: Caches) {
    self.strategies = strategies
    var aside = SetAside()
    var last: [Identity: Int] = [:]
    for (index, row) in file.rows.enumerated() { last[Identity(row)] = index }
    for (index, row) in file.rows.enumerated() {
      guard let strategy = strategies[row.strategy] else {
        aside.foreign.insert(row.strategy)
        continue
      }
      guard row.status == .ok else {
        aside.unmeasured.append(row.line)
        continue
      }
      counted.append(row)
      guard last[Identity(row)] == index else {
        aside.repeated.append(row.line)
        continue
      }
      rows.append(row)
      guard let time = row.time else {
        aside.untimed.append(row.line)
        continue
      }
      guard time.median > 0, time.median.isFinite else {
        aside.notPositive.append(row.line)
        continue
      }
      guard let observation = Observation(row, time, strategy: strategy, caches: caches) else {
        aside.impossible.append(row.line)
        continue
      }
      let subject = Subject(row.strategy, row.operation)
      if observations[subject] == nil { subjects.append(subject) }
      observations[subject, default: []].append(observation)
    }
    notes = Self.notes(on: file) + aside.notes
    subjects.sort { left, right in
      let order = strategies.names
      let (i, j) = (
        order.firstIndex(of: left.strategy) ?? 0, order.firstIndex(of: right.strategy) ?? 0
      )
      return (i, left.operation.rawValue) < (j, right.operation.rawValue)
    }
  }

  /// The strategy of a name; only those of ``rows`` are asked for.
  func strategy(_ name: String) -> (any BackwardStrategy)? { strategies[name] }

  private static func notes(on file: ResultsFile) -> [String] {
    var notes: [String] = []
    if !file.unknownColumns.isEmpty {
      notes.append(
        "passed over, as no columns of phibench: \(file.unknownColumns.joined(separator: ", "))")
    }
    if file.isTorn { notes.append("the last line was torn off while it was written: passed over") }
    return notes
  }

  private struct Identity: Hashable {
    let point: Point
    let strategy: String
    let operation: Operation

    init(_ row: RecordedRow) {
      point = row.point
      strategy = row.strategy
      operation = row.operation
    }
  }
}

/// Lines that were set aside, by the reason.
private struct SetAside {
  var foreign: Set<String> = []
  var unmeasured: [Int] = []
  var repeated: [Int] = []
  var untimed: [Int] = []
  var notPositive: [Int] = []
  var impossible: [Int] = []

  /// One sentence for each reason.
  var notes: [String] {
    var notes: [String] = []
    if !foreign.isEmpty {
      notes.append(
        "not judged, as strategies whose formulas are not known here: "
          + foreign.sorted().joined(separator: ", "))
    }
    func note(_ lines: [Int], _ text: String) {
      guard !lines.isEmpty else { return }
      notes.append("\(Self.list(lines)): \(text)")
    }
    note(unmeasured, "skipped or failed when they were measured")
    note(
      repeated, "the point, strategy and operation stand below once more; these times are set aside"
    )
    note(untimed, "time_s is empty")
    note(notPositive, "time_s is not above 0; set aside")
    note(impossible, "the point has no such operation; set aside")
    return notes
  }

  private static func list(_ lines: [Int]) -> String {
    let shown = lines.prefix(5).map(String.init).joined(separator: ", ")
    let more = lines.count > 5 ? " and \(lines.count - 5) more" : ""
    return (lines.count == 1 ? "line " : "lines ") + shown + more
  }
}
