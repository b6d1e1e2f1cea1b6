import Convolution
import Measurement

/// Why a file holds no results, and where.
package struct ResultsFileError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Problem: Error, Hashable, Sendable {
    /// There is no such file, or the system does not read it.
    case unreadable(reason: String)
    /// There is not even a header.
    case empty
    /// It is no CSV.
    case noCSV(CSVError)
    /// Columns are missing that say what a row is about.
    case columnsMissing([String])
    /// A column stands twice in the header.
    case columnTwice(String)
    /// A row has more or fewer cells than the header.
    case cells(found: Int, expected: Int)
    /// No operation has this name.
    case noOperation(String)
    /// A cell does not say what it should.
    case value(column: String, found: String, expected: String)
    /// The sizes of a row are no layer's.
    case point(GeometryError)
    /// A row comes from another kind of machine than those above it.
    case mixture(MachineKind, MachineKind)
  }

  /// The file's name, as it was given.
  package let name: String
  /// The line, from 1, where the problem has one.
  package let line: Int?
  /// What is wrong.
  package let problem: Problem

  /// An error in a file.
  package init(name: String, line: Int?, problem: Problem) {
    self.name = name
    self.line = line
    self.problem = problem
  }
}

extension ResultsFileError: CustomStringConvertible {
  /// One clear sentence without a full stop: file, line and problem.
  package var description: String { "\(line.map { "\(name):\($0)" } ?? name): \(sentence)" }

  private var sentence: String {
    switch problem {
    case .unreadable(let reason): "it cannot be read: \(reason)"
    case .empty: "the file is empty"
    case .noCSV(let error): "\(error)"
    case .columnsMissing(let names):
      names.count == 1
        ? "the column \(names[0]) is missing"
        : "the columns \(names.joined(separator: ", ")) are missing"
    case .columnTwice(let name): "the column \(name) stands twice in the header"
    case .cells(let found, let expected): "the row has \(found) cells, but the header \(expected)"
    case .noOperation(let name): "operation: there is no operation '\(name)'"
    case .value(let column, let found, let expected):
      "\(column): '\(found)' is given, but this must be \(expected)"
    case .point(let error): "\(error)"
    case .mixture(let first, let other):
      "this row was measured on \(other), those above on \(first); one file holds times of one kind "
        + "of machine"
    }
  }
}
