import Measurement

/// What the sessions of one point say together: the rows of a file of results.
package enum SessionSummary {
  /// Derives rows from those of a point's sessions, of which those of round 0, with counts and bytes, come
  /// first: one for each of these, in their order; none as long as nothing was timed that could be. A strategy
  /// of whose sessions fewer than half succeeded has only its step, which failed.
  package static func rows(of sessions: [RecordedRow]) -> [RecordedRow] {
    let accounts = sessions.prefix { $0.round == 0 }
    let timed = Dictionary(grouping: sessions.dropFirst(accounts.count), by: \.strategy)
    guard !timed.isEmpty || accounts.allSatisfy({ $0.status != .ok }) else { return [] }
    return accounts.compactMap { row in
      guard row.status == .ok else { return row.withoutRound }
      guard let own = timed[row.strategy] else { return nil }
      return summary(of: row, own)
    }
  }

  /// The row of an operation; `nil` where it is no step, and the strategy failed.
  private static func summary(of row: RecordedRow, _ sessions: [RecordedRow]) -> RecordedRow? {
    var row = row.withoutRound
    let steps = sessions.filter { $0.operation == .step }
    let failed = steps.filter { $0.status != .ok }
    guard 2 * failed.count <= steps.count else {
      guard row.operation == .step else { return nil }
      row.status = .failed
      row.message = failed.first?.message
      return row
    }
    let rows = sessions.filter { $0.operation == row.operation && $0.timeMedian != nil }
    guard let last = rows.last else { return row }
    row.timestamp = last.timestamp
    row.sessions = rows.count
    row.samples = rows.reduce(0) { $0 + ($1.samples ?? 0) }
    if let time = Estimate(rows, \.timeMedian) {
      (row.timeMedian, row.timeLow, row.timeHigh) = (time.median, time.low, time.high)
    }
    if let relative = Estimate(rows, \.timeInYardsticks) {
      row.relativeMedian = relative.median
      (row.relativeLow, row.relativeHigh) = (relative.low, relative.high)
    }
    row.yardstickProduct = Estimate(rows, \.yardstickProduct)?.median
    row.yardstickCopy = Estimate(rows, \.yardstickCopy)?.median
    // Where strategies once could not take turns, each refers to itself.
    row.ratioTo = rows.first { $0.ratioTo != row.strategy }?.ratioTo ?? rows.first?.ratioTo
    if let ratio = Estimate(rows.filter { $0.ratioTo == row.ratioTo }, \.ratioMedian) {
      (row.ratioMedian, row.ratioLow, row.ratioHigh) = (ratio.median, ratio.low, ratio.high)
    }
    return row
  }
}

extension RecordedRow {
  /// A session's time, in its own yardsticks.
  package var timeInYardsticks: Double? {
    guard let timeMedian, let yardstickProduct else { return nil }
    return timeMedian / yardstickProduct
  }

  fileprivate var withoutRound: RecordedRow {
    var row = self
    row.round = nil
    return row
  }
}

extension Estimate {
  /// Over the sessions that have a value.
  fileprivate init?(_ rows: [RecordedRow], _ value: KeyPath<RecordedRow, Double?>) {
    let values = rows.compactMap { $0[keyPath: value] }.filter { $0 > 0 }
    guard !values.isEmpty else { return nil }
    self.init(overSessions: values)
  }
}
