import Convolution
import Foundation
import Machine
import Measurement

/// A file of sessions, read back: x.csv has x.sessions.csv, which it is derived from.
///
/// A session's rows are appended as one piece and are on the device before the next session begins. So
/// whatever stopped the writing, at most the last session is torn, at any byte: it begins as it should and
/// breaks off, or holds the zeros of pages that never reached the device.
package struct SessionsFile: Sendable {
  /// One session, or the counts and bytes of a point.
  package struct Session: Hashable, Sendable {
    /// 0 for counts and bytes, else the round.
    package let round: Int
    /// Its point, by its place in ``SessionsFile/points``.
    package let place: Int
    /// Where its rows stand in the file.
    package fileprivate(set) var bytes: Range<Int>
  }

  package let path: String
  /// All points, in the order in which they first stand there.
  package private(set) var points: [Point] = []
  /// All whole sessions, in the file's order.
  package private(set) var sessions: [Session] = []
  /// The byte behind the last whole session; behind the header where there is none.
  package private(set) var end = 0
  /// The kind of machine that the rows come from; `nil` without rows.
  package private(set) var kind: MachineKind?

  private var places: [Point: Int] = [:]
  /// The header, its end of line included.
  private var header: Range<Int> = 0..<0
  /// The sessions of each point, by the point's place.
  private var sessionsAt: [[Session]] = []

  /// Where the sessions of a CSV stand.
  package static func path(besideCSV csv: String) -> String {
    MachineFacts.stem(ofCSV: csv) + ending
  }

  /// The CSV that a file of sessions belongs to; `nil` if it has another name than one of sessions.
  package static func csv(ofSessions path: String) -> String? {
    path.hasSuffix(ending) ? path.dropLast(ending.count) + ".csv" : nil
  }

  private static let ending = ".sessions.csv"

  /// The files of results among some files: what a shell makes of `*.csv` has their sessions, too.
  package static func results(among paths: [String]) -> [String] {
    paths.filter { path in csv(ofSessions: path).map { !paths.contains($0) } ?? true }
  }

  /// Reads a file, and gives `body` the rows of each whole session.
  ///
  /// The strategies are those of the sweep, in the order of their turns. A file that is to be continued must
  /// have the columns of this version, and no others. Refused is the line of the first row that is in no
  /// session's place: one of a session that stands there twice, or before its point's counts, or of another
  /// strategy or operation than comes next.
  package init(
    path: String, strategies: [Strategy], isToBeContinued: Bool = false,
    forEachSession body: (Session, [RecordedRow]) -> Void
  ) throws(Refusal) {
    self.path = path
    do {
      try read(strategies, isToBeContinued, body)
    } catch {
      guard isTorn(strategies) else { throw error }
    }
  }

  private mutating func read(
    _ strategies: [Strategy], _ isToBeContinued: Bool, _ body: (Session, [RecordedRow]) -> Void
  ) throws(Refusal) {
    var reader = try CSVReader(path: path)
    guard let header = try reader.next() else { return }
    if isToBeContinued || !header.isWhole { try requireOwnColumns(header) }
    guard header.isWhole else { return }
    var rows = try RowReader(header, of: path)
    end = header.end
    self.header = 0..<header.end
    var measurable: [Int: [Strategy]] = [:]
    var known: Set<[Int]> = []
    while let first = try reader.next(), first.isWhole {
      var row = try rows.row(first)
      guard let round = row.round else {
        throw first.refusal("the row has no round", of: path)
      }
      let place = places[row.point] ?? points.count
      guard known.insert([round, place]).inserted else {
        throw first.refusal(
          "round \(round) at \(row.point.label) stands there twice", of: path)
      }
      guard let expected = round == 0 ? strategies : measurable[place] else {
        throw first.refusal("no counts stand above this session", of: path)
      }
      var session: [RecordedRow] = []
      var last = first
      for strategy in expected {
        var operations: ArraySlice<Convolution.Operation>?
        repeat {
          if !session.isEmpty {
            guard let record = try reader.next(), record.isWhole else { return }
            (row, last) = (try rows.row(record), record)
          }
          if operations == nil {
            let all =
              row.status == .ok ? strategy.method?.operations(of: row.point.workload) : nil
            operations = (all ?? [.step])[...]
          }
          guard row.round == round, row.strategy == strategy,
            row.operation == operations?.popFirst(),
            session.first.map({ $0.point == row.point }) ?? true
          else {
            throw last.refusal(
              "\(row.strategy), \(row.operation.name) in round \(row.round ?? 0) is not what "
                + "comes next in this session", of: path)
          }
          session.append(row)
        } while operations?.isEmpty == false
      }
      if round == 0 {
        places[row.point] = place
        points.append(row.point)
        sessionsAt.append([])
        measurable[place] = strategies.filter { strategy in
          session.contains { $0.strategy == strategy && $0.status == .ok }
        }
      }
      let new = Session(round: round, place: place, bytes: end..<last.end)
      sessions.append(new)
      sessionsAt[place].append(new)
      end = last.end
      kind = rows.kind
      body(new, session)
    }
  }

  /// Makes sure that the columns are ours, or, where the header is torn, begin as ours.
  private func requireOwnColumns(_ header: CSVRecord) throws(Refusal) {
    let names = Column.ofSessions.map(\.name)
    let isOther = "\(path) has other columns than this version writes: "
    guard header.isWhole else {
      let isOurs = names.joined(separator: ",").hasPrefix(header.cells.joined(separator: ","))
      if isOurs { return }
      throw Refusal(.data, isOther + "its first line is not the header")
    }
    guard header.cells == names else {
      let foreign = header.cells.first { !names.contains($0) }.map { "it has '\($0)'" }
      let missing = names.first { !header.cells.contains($0) }.map { "it lacks '\($0)'" }
      throw Refusal(.data, isOther + (missing ?? foreign ?? "they come in another order"))
    }
  }

  /// Whether what stands behind the last whole session may be one that did not reach the device as a
  /// whole: it has zeros, which no cell has, no more than a session's rows, and behind the zeros
  /// none with which a session begins, as that would have been whole.
  private func isTorn(_ strategies: [Strategy]) -> Bool {
    guard end > 0, let header = try? Self.read(path, header),
      let bytes = try? Self.read(path, end..<end + Self.largestSession)
    else { return false }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard bytes.count < Self.largestSession,
      let broken = lines.lastIndex(where: { $0.contains(0) }),
      lines.count <= 2 + strategies.count * Convolution.Operation.allCases.count
    else { return false }
    var rest: [RecordedRow] = []
    let text = Array(lines[(broken + 1)...].joined(separator: [UInt8(ascii: "\n")]))
    // The text may end within a row.
    _ = try? ResultsFile(CSVReader(header + text)) { rest.append($0) }
    return rest.allSatisfy { row in
      row.point == rest[0].point && row.round == rest[0].round
        && (row.strategy != strategies.first
          || row.operation != row.strategy.method?.operations(of: row.point.workload).first)
    }
  }

  /// More bytes than the rows of any session have.
  private static let largestSession = 1 << 20

  /// The rows of some sessions, read once more; refused where the file has changed meanwhile.
  package func rows(of sessions: [Session]) throws(Refusal) -> [RecordedRow] {
    let header = try Self.read(path, header)
    var rows: [RecordedRow] = []
    for session in sessions {
      let text = header + (try Self.read(path, session.bytes))
      rows += try ResultsFile(CSVReader(text, name: path)).rows
    }
    return rows
  }

  private static func read(_ path: String, _ range: Range<Int>) throws(Refusal) -> [UInt8] {
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      try file.seek(toOffset: UInt64(range.lowerBound))
      return Array(try file.read(upToCount: range.count) ?? Data())
    } catch {
      throw .cannotRead(path, error)
    }
  }

  /// The bytes of a session as they stand in the file.
  package func bytes(of session: Session) throws(Refusal) -> [UInt8] {
    try Self.read(path, session.bytes)
  }

  /// The rows that the sessions of a point make in the CSV, or those of all but the last.
  package func summary(
    of point: Point, withoutLast isOlder: Bool = false
  ) throws(Refusal) -> [RecordedRow] {
    guard let place = places[point] else { return [] }
    let sessions = sessionsAt[place].dropLast(isOlder ? 1 : 0)
    return SessionSummary.rows(of: try rows(of: Array(sessions)))
  }
}
