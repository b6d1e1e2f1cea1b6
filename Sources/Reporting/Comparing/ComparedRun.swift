import Results

/// One of the runs that are compared.
struct ComparedRun {
  /// The last row about each thing.
  private(set) var rows: [ResultsComparison.Unmatched: RecordedRow] = [:]
  /// The things in the file's order.
  private(set) var order: [ResultsComparison.Unmatched] = []
  private let name: String
  private var doubled = 0
  private var facts: [String: Set<String>] = [:]
  private var isTorn = false

  /// - Throws: `ResultsFileError`.
  init(path: String, allOperations: Bool) throws(ResultsFileError) {
    name = path
    let rest = try ResultsFile.forEachRow(of: path) { row in
      if allOperations || row.operation == .step { add(row) }
    }
    isTorn = rest.isTorn
  }

  private mutating func add(_ row: RecordedRow) {
    let key = ResultsComparison.Unmatched(
      point: row.point, strategy: row.strategy, operation: row.operation)
    if rows.updateValue(row, forKey: key) == nil { order.append(key) } else { doubled += 1 }
    for (fact, value) in Self.facts {
      if let value = row[keyPath: value] { facts[fact, default: []].insert(value) }
    }
  }

  private static let facts: [(String, KeyPath<RecordedRow, String?> & Sendable)] = [
    ("processors", \.cpu), ("BLAS kernels", \.blasKernel), ("builds of phibench", \.version),
    ("inputs", \.input), ("hosts", \.host),
  ]

  /// What makes the comparison with a newer run less than it seems.
  func differences(from new: ComparedRun) -> [String] {
    let differing: [String] = Self.facts.compactMap { fact, _ in
      let (old, new) = (facts[fact] ?? [], new.facts[fact] ?? [])
      guard !old.isEmpty, !new.isEmpty, old != new else { return nil }
      return "the \(fact) differ: \(Self.list(old)) before, \(Self.list(new)) now"
    }
    return differing
      + [self, new].flatMap { run in
        [
          run.doubled == 0
            ? nil
            : "\(run.name) has \(run.doubled) rows about something that an earlier row is about; "
              + "the last one counts",
          run.isTorn ? "the last line of \(run.name) is torn off and was left out" : nil,
        ].compactMap(\.self)
      }
  }

  private static func list(_ names: Set<String>) -> String {
    names.sorted().joined(separator: " and ")
  }
}
