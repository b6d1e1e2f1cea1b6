import Convolution
import Machine
import Results
import SystemPackage

/// The points that a file of results has whole, and where they end.
///
/// A point's rows are appended as one piece and are on the device before the next point begins. So
/// whatever stopped the writing, at most the last point is torn, at any byte: it begins as it
/// should and breaks off, or holds the zeros of pages that never reached the device.
package struct FinishedPoints: Sendable {
  /// Where each whole point stands in the file, its bytes, in the order of the points expected.
  package private(set) var places: [Range<Int>] = []
  /// How their measurements ended.
  package private(set) var tally = SweepTally()
  /// The kind of machine that their rows come from; `nil` without rows.
  package private(set) var kind: MachineKind?
  /// The byte behind the header; 0 where that is torn or not there yet.
  package private(set) var headerEnd = 0

  /// The byte behind the last whole point.
  package var end: Int { places.last?.upperBound ?? headerEnd }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file; every column of ours, and no other, must be in its header.
  ///   - labels: the points that it may have, in the order in which they were measured.
  ///   - strategies: the strategies' names, in the order in which they took turns.
  /// - Throws: `Refusal` where it has anything else than those points from the first on
  ///   and a torn one.
  package init(
    of path: String, expecting labels: [String], by strategies: [String]
  ) throws(Refusal) {
    let strategies = strategies.compactMap(Strategies.named)
    do {
      try read(path, labels, strategies)
    } catch {
      let next = labels.dropFirst(places.count).first
      guard Self.isTorn(path, from: end, at: next, strategies) else { throw error }
    }
  }

  private mutating func read(
    _ path: String, _ labels: [String], _ strategies: [any BackwardStrategy]
  ) throws(Refusal) {
    var rows = try SweepRows(path)
    guard let header = try rows.header() else { return }
    headerEnd = header
    for label in labels {
      var tally = tally
      let start = end
      for strategy in strategies {
        let name = strategy.name
        guard let row = try rows.next(label: label, strategy: name, operation: nil) else { return }
        tally.add(row.status, message: row.message)
        let operations =
          row.status == .ok ? strategy.operations(of: row.point.workload) : [.step]
        guard row.operation == operations.first else { throw rows.unexpected(row, label: label) }
        for operation in operations.dropFirst() {
          let row = try rows.next(label: label, strategy: name, operation: operation)
          if row == nil { return }
        }
      }
      places.append(start..<rows.end)
      self.tally = tally
      kind = rows.kind
    }
    try rows.requireEnd()
  }

  /// Whether what stands in a file from a byte on may be one point that did not reach the device as
  /// a whole: it has zeros, which no cell has, no more lines than a point's rows, and behind the zeros
  /// no row of another point than the one with `label`, as it would have been finished before.
  private static func isTorn(
    _ path: String, from start: Int, at label: String?, _ strategies: [any BackwardStrategy]
  ) -> Bool {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
      return try file.closeAfter {
        try file.seek(offset: Int64(start), from: .start)
        let bytes = try [UInt8](unsafeUninitializedCapacity: largestPoint) { buffer, count in
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard bytes.count < largestPoint, let broken = lines.lastIndex(where: { $0.contains(0) }),
          lines.count <= 2 + strategies.count * Operation.allCases.count
        else { return false }
        let rest = lines[(broken + 1)...].joined(separator: [UInt8(ascii: "\n")])
        return labels(ofRowsIn: Array(rest)).allSatisfy { $0 == label }
      }
    } catch {
      return false
    }
  }

  /// The points of whole rows, up to what is none: the text may begin within a cell.
  private static func labels(ofRowsIn text: [UInt8]) -> [String] {
    var labels: [String] = []
    _ = try? ResultsFile(CSVReader(CSVFile.header.utf8 + text)) { labels.append($0.point.label) }
    return labels
  }

  /// More bytes than the rows of any point have.
  private static let largestPoint = 1 << 20
}
