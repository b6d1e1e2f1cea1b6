import Convolution
import Foundation
import Machine

/// A value that stands in a cell of the CSV.
protocol CellValue: Sendable {
  /// What the cell says.
  var cell: String { get }
  /// The value of a cell that is not empty; `nil` where it says something else.
  init?(cell: String)
  /// What a cell must say, as in "this must be …".
  static var expectation: String { get }
}

extension String: CellValue {
  var cell: String { self }
  init?(cell: String) { self = cell }
  static var expectation: String { "text" }
}

extension Int: CellValue {
  var cell: String { description }
  /// 23040.0 is 23040: so pandas writes a column in which a cell is empty.
  init?(cell: String) {
    let parts = cell[...].trimmed.split(separator: ".", omittingEmptySubsequences: false)
    guard let value = parts.first.flatMap({ Int($0) }), value >= 0, parts.count <= 2,
      parts.dropFirst().allSatisfy({ $0.allSatisfy { $0 == "0" } })
    else { return nil }
    self = value
  }
  static var expectation: String { "a whole number from 0" }
}

extension UInt64: CellValue {
  var cell: String { description }
  init?(cell: String) { self.init(cell) }
  static var expectation: String { "a whole number from 0" }
}

extension Double: CellValue {
  /// What a time in seconds or a ratio of two can be beside 0: far beyond what any clock shows, and
  /// near enough to 1 that quotients and products of several are numbers, too.
  private static let measurable = 1e-15...1e9

  /// Seven digits: no clock tells more. An end of an interval that lies further out than any clock shows,
  /// as with two sessions that disagree, is written as the outermost that one could show.
  var cell: String {
    let range = Self.measurable
    let value = self == 0 ? 0 : min(max(self, range.lowerBound), range.upperBound)
    return String(Double(String(format: "%.7g", value)) ?? value)
  }
  init?(cell: String) {
    guard let value = Double(decimal: cell[...].trimmed),
      value == 0 || Self.measurable.contains(value)
    else {
      return nil
    }
    self = value
  }
  static var expectation: String { "0, or \(expectationAboveZero)" }
  static let expectationAboveZero = "a number from 1e-15 to 1e9"
}

extension FLOPCounter: CellValue {
  var cell: String { rawValue }
  init?(cell: String) { self.init(rawValue: cell) }
  static var expectation: String { "perf or qemu" }
}

extension Strategy: CellValue {
  var cell: String { name }
  init?(cell: String) { self.init(named: cell) }
  static var expectation: String { "a strategy's name" }
}
