import Foundation
import Machine

/// Compares a CSV, row by row as it is read, with the sessions beside it, which it must be derived from.
///
/// While a sweep runs, or where it was killed, the sessions may be one round ahead of the CSV.
struct SessionsAgreement {
  private let csv: String
  private let path: String
  private var file: SessionsFile?
  /// The rows of the point at hand.
  private var rows: [RecordedRow] = []
  private var refusal: Refusal?

  /// `nil` if no sessions stand beside the CSV.
  init?(csv: String) {
    path = SessionsFile.path(besideCSV: csv)
    guard csv != path, FileManager.default.fileExists(atPath: path) else { return nil }
    self.csv = csv
  }

  mutating func add(_ row: RecordedRow) {
    if let first = rows.first, first.point != row.point { endPoint() }
    rows.append(row)
  }

  /// Refuses the first row that does not agree, or what is wrong with the sessions.
  mutating func end() throws(Refusal) {
    endPoint()
    if let refusal { throw refusal }
  }

  private mutating func endPoint() {
    defer { rows.removeAll(keepingCapacity: true) }
    guard refusal == nil, let first = rows.first else { return }
    do throws(Refusal) {
      if file == nil {
        file = try SessionsFile(path: path, strategies: rows.map(\.strategy).distinct) { _, _ in }
      }
      guard let file, let line = try disagreement(with: file.summary(of: first.point)),
        try disagreement(with: file.summary(of: first.point, withoutLast: true)) != nil
      else { return }
      throw Refusal(
        .data,
        "\(csv):\(line): the row does not agree with \(path), which it must be derived from; "
          + "phibench summarize \(path) makes \(csv) anew")
    } catch {
      refusal = error
    }
  }

  /// The line of the first row that differs from what it should be; `nil` if none does.
  private func disagreement(with expected: [RecordedRow]) -> Int? {
    let pairs = zip(rows, expected)
    if let (row, _) = pairs.first(where: { !Self.agree($0, $1) }) { return row.line }
    return rows.count == expected.count ? nil : rows.last?.line
  }

  /// Numbers may have been written by another program, with other digits.
  private static func agree(_ one: RecordedRow, _ other: RecordedRow) -> Bool {
    Column.all.allSatisfy { column in
      let (one, other) = (column.cell(one), column.cell(other))
      if one == other { return true }
      guard let one = one.flatMap(Double.init), let other = other.flatMap(Double.init) else {
        return false
      }
      return abs(one - other) <= 1e-6 * max(abs(one), abs(other))
    }
  }
}
