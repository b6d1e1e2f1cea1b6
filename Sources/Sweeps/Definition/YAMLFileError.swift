/// What is wrong with a YAML file, and where.
package struct YAMLFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the user gave it.
  package let file: String
  /// The line, from 1, where it is known.
  package let line: Int?
  /// The key, with the keys above it: `axes.h`; empty for the file as a whole.
  package let key: String
  /// What is wrong, without a full stop.
  package let problem: String

  /// One clear sentence: file, line, key and problem.
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return key.isEmpty ? "\(place): \(problem)" : "\(place): \(key): \(problem)"
  }
}
