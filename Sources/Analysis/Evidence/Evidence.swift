import Convolution
import Machine
import Measurement
import Results

/// The rows of a file, sorted by what they can say, and a word on those that can say nothing.
struct Evidence: Sendable {
  /// Rows of strategies whose formulas are known and of operations that their points have, each point,
  /// strategy and operation once: the last.
  private(set) var rows: [RecordedRow] = []
  /// All rows with counts or bytes of such strategies, repeated ones too.
  private(set) var counted: [RecordedRow] = []
  /// Times by what they are of, in the file's order.
  private(set) var observations: [Subject: [Observation]] = [:]
  /// What the observations are of, in the order of first appearance.
  private(set) var subjects: [Subject] = []
  /// What was set aside and why, one sentence each, without a full stop.
  private(set) var notes: [String] = []

  private let tiles: Tiles

  /// Sorts a file's rows.
  ///
  /// - Parameters:
  ///   - file: the rows, in any order.
  ///   - tiles: how wide tiles were.
  ///   - caches: of the machine that measured.
  init(_ file: ResultsFile, tiles: Tiles, caches: Caches) {
    self.tiles = tiles
    var aside = SetAside()
    var last: [Identity: Int] = [:]
    for (index, row) in file.rows.enumerated() { last[Identity(row)] = index }
    for (index, row) in file.rows.enumerated() {
      guard let strategy = row.strategy.method else {
        aside.foreign.insert(row.strategy.name)
        continue
      }
      guard row.status == .ok else {
        aside.unmeasured.append(row.line)
        continue
      }
      counted.append(judgeable(row))
      guard last[Identity(row)] == index else {
        aside.repeated.append(row.line)
        continue
      }
      guard let cost = row.operation.cost(row.point.workload, strategy: strategy), cost > 0 else {
        aside.impossible.append(row.line)
        continue
      }
      let row = aside.sound(row)
      rows.append(row)
      guard let time = row.time else { continue }
      let observation = Observation(
        row, time, cost: cost, strategy: strategy,
        workload: tiles.workload(of: row) ?? row.point.workload, caches: caches)
      let subject = Subject(row.strategy, row.operation)
      if observations[subject] == nil { subjects.append(subject) }
      observations[subject, default: []].append(observation)
    }
    notes = Self.notes(on: file) + aside.notes
    let order = Strategies.all.map { Strategy($0) }
    subjects.sort { left, right in
      let (i, j) = (order.firstIndex(of: left.strategy), order.firstIndex(of: right.strategy))
      return (i ?? order.count, left.operation.rawValue) < (
        j ?? order.count, right.operation.rawValue
      )
    }
  }

  /// What a cell of a row should be: as its point and strategy say, or, where a peak depends on tiles
  /// of unknown width, as the file itself says.
  func formula(_ column: CountColumn, of row: RecordedRow) -> Int? {
    guard column == .peakBytes else {
      return row.strategy.method.flatMap { column.formula(row, row.point.workload, $0) }
    }
    guard let workload = tiles.workload(of: row) else { return column.named(row) }
    return row.strategy.method.flatMap { column.formula(row, workload, $0) }
  }

  /// Whether the width of some rows' tiles is unknown.
  var hasUnknownTiles: Bool { rows.contains { tiles.workload(of: $0) == nil } }

  /// A row without a peak that nothing says a formula of.
  private func judgeable(_ row: RecordedRow) -> RecordedRow {
    var row = row
    if tiles.workload(of: row) == nil, row.peakBytesFormula == nil { row.peakBytes = nil }
    return row
  }

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
    let strategy: Strategy
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
  var withoutInterval: [Int] = []
  var notEnclosed: [Int] = []
  var ratioNotEnclosed: [Int] = []
  var impossible: [Int] = []

  /// A row without the time, the interval or the ratio that it cannot have; what is set aside is
  /// noted.
  mutating func sound(_ row: RecordedRow) -> RecordedRow {
    var row = row
    if let time = row.time {
      if !(time.median > 0) {
        notPositive.append(row.line)
        row.timeMedian = nil
      } else if time.low == nil || time.high == nil {
        withoutInterval.append(row.line)
      } else if !time.isEnclosed {
        notEnclosed.append(row.line)
      }
    } else {
      untimed.append(row.line)
    }
    if row.time?.isEnclosed != true { (row.timeLow, row.timeHigh) = (nil, nil) }
    if let ratio = row.ratio, !ratio.isEnclosed {
      if ratio.low != nil && ratio.high != nil { ratioNotEnclosed.append(row.line) }
      (row.ratioLow, row.ratioHigh) = (nil, nil)
    }
    return row
  }

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
    note(
      withoutInterval,
      "the time has no interval, as with fewer than six samples; the widest of its line counts")
    note(notEnclosed, "time_low_s and time_high_s do not enclose time_s above 0; set aside")
    note(ratioNotEnclosed, "ratio_low and ratio_high do not enclose ratio above 0; set aside")
    note(impossible, "the point has no such operation; set aside")
    return notes
  }

  private static func list(_ lines: [Int]) -> String {
    let shown = lines.prefix(5).map(String.init).joined(separator: ", ")
    let more = lines.count > 5 ? " and \(lines.count - 5) more" : ""
    return (lines.count == 1 ? "line " : "lines ") + shown + more
  }
}

extension Estimate {
  /// Whether there is an interval above 0 that holds the median.
  fileprivate var isEnclosed: Bool {
    guard let low, let high else { return false }
    return low > 0 && low <= median && median <= high
  }
}
