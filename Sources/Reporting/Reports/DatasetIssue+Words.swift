import Results

extension DatasetIssue {
  /// The issue in a sentence without a full stop.
  package var sentence: String {
    switch self {
    case .rows(let kind, let lines): "\(Self.list(lines)): \(kind.words)"
    case .otherPrograms(let names):
      "not judged, as no strategies of phibench: \(names.map(\.name).joined(separator: ", "))"
    case .unknownColumns(let names):
      "passed over, as no columns of phibench: \(names.prefix(5).joined(separator: ", "))"
        + (names.count > 5 ? " and \(Units.count(names.count - 5)) more" : "")
    case .torn: "the last line was torn off while it was written, and is left out"
    case .builds(let names):
      "\(Units.count(names.count)) builds of phibench measured these rows "
        + "(\(names.joined(separator: ", "))): times of different ones do not compare"
    case .leftOut(let count, let kept):
      "the file has more steps than a report shows: \(Units.count(count, "step")) beyond the first "
        + "\(Units.count(kept)) are left out"
    case .foreignFacts(let file, nil): "\(file) does not hold a machine's facts, and is passed over"
    case .foreignFacts(let file, let kind?):
      "\(file) is about another machine than \(kind), and is passed over"
    }
  }

  private static func list(_ lines: [Int]) -> String {
    let shown = lines.prefix(5).map(String.init).joined(separator: ", ")
    let more = lines.count > 5 ? " and \(Units.count(lines.count - 5)) more" : ""
    return (lines.count == 1 ? "line " : "lines ") + shown + more
  }
}

extension DatasetIssue.Kind {
  fileprivate var words: String {
    switch self {
    case .unmeasured: "skipped or failed when they were measured"
    case .repeated: "the point, strategy and operation stand below once more; the last row counts"
    case .untimed: "time_s is empty"
    case .timeNotPositive: "time_s is not above 0; left out"
    case .timeWithoutInterval:
      "the time has no interval, as with fewer than three sessions; the widest beside it counts"
    case .timeNotEnclosed: "time_low_s and time_high_s do not enclose time_s above 0; left out"
    case .ratioNotEnclosed: "ratio_low and ratio_high do not enclose ratio above 0; left out"
    case .noSuchOperation: "the strategy has no such operation at the point; its time is left out"
    }
  }
}
