import Results

/// Why files of a sweep cannot be continued or put together.
package enum SweepFilesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The CSV cannot be read, or is none of ours.
  case results(ResultsFileError)
  /// The CSV has other columns than this version writes.
  case otherColumns(path: String, reason: String)
  /// A row of the CSV is not the one that the sweep would have written there.
  case unexpectedRow(path: String, line: Int, found: String, expected: String)
  /// What stands beside a CSV to say what it was measured as cannot be read.
  case unreadable(path: String, csv: String)
  /// The CSV belongs to another sweep.
  case otherSweep(path: String, reason: String)
  /// The CSV was measured on another kind of machine: than here, or than another CSV.
  case otherMachine(path: String, than: String?, reason: String)
  /// The CSV was measured by another build of phibench; an unknown one, if its files do not tell.
  case otherBuild(path: String, build: String?, here: String)
  /// Two files have the same point.
  case overlap(path: String, other: String, point: String)
  /// No file has some points.
  case gap(point: String, count: Int, shards: String)
  /// A file lacks some of its own points.
  case unfinished(path: String, point: String, count: Int)
  /// A file cannot be written.
  case output(OutputError)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .results(let error): "\(error)"
    case .otherColumns(let path, let reason):
      "\(path) has other columns than this version writes: \(reason)"
    case .unexpectedRow(let path, let line, let found, let expected):
      "\(path):\(line): here stands \(found), instead of \(expected)"
    case .unreadable(let path, let csv):
      "\(path), which says what \(csv) was measured as, does not exist or cannot be read"
    case .otherSweep(let path, let reason): "\(path) belongs to another sweep: \(reason)"
    case .otherMachine(let path, let other, let reason):
      "\(path) was measured on another machine\(other.map { " than \($0)" } ?? ""): \(reason)"
    case .otherBuild(let path, let build, let here):
      "\(path) was measured by phibench \(build ?? "0.1.0"), and this is \(here); "
        + "--resume=force continues it"
    case .overlap(let path, let other, let point):
      "\(path) and \(other) both have the point '\(point)'"
    case .gap(let point, let count, let shards):
      "no file has the point '\(point)'\(Self.others(count)): \(shards)"
    case .unfinished(let path, let point, let count):
      "\(path) lacks the point '\(point)'\(Self.others(count)); --resume measures what is missing"
    case .output(let error): "\(error)"
    }
  }

  private static func others(_ count: Int) -> String {
    count > 1 ? " and \(count - 1) more" : ""
  }
}
