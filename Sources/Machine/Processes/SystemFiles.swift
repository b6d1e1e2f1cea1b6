import Foundation

/// The text files in which Linux tells about itself, or a copy of another machine's.
///
/// Everything that reads them is a function of this value, so that a test can pretend any machine.
package struct SystemFiles: Sendable {
  private let read: @Sendable (String) -> String?

  /// The files of the machine that phibench runs on.
  package static let system = SystemFiles { path in
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Files that exist only here: text by absolute path.
  package init(_ texts: [String: String]) {
    self.init { texts[$0] }
  }

  /// Files whose text somebody makes up whenever it is read.
  init(read: @escaping @Sendable (String) -> String?) {
    self.read = read
  }

  /// The whole text of a file; `nil` where it does not exist or may not be read.
  package func text(_ path: String) -> String? { read(path) }

  /// The text of a file that has one value, without the space around it; `nil` where it is empty.
  package func value(_ path: String) -> String? {
    guard let value = read(path)?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty
    else { return nil }
    return value
  }

  /// The value of a file's first line `key: value` or `key<tab>: value`.
  package func field(_ key: String, of path: String) -> String? {
    read(path).flatMap { Self.field(key, of: $0) }
  }

  /// The value of a text's first line `key: value` or `key<tab>: value`.
  static func field(_ key: String, of text: String) -> String? {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == key else { continue }
      let value = parts[1].trimmingCharacters(in: .whitespaces)
      return value.isEmpty ? nil : value
    }
    return nil
  }

  /// The bytes of a file's field such as `MemTotal:  24684084 kB`.
  func bytes(_ key: String, of path: String) -> Int? {
    read(path).flatMap { Self.bytes(key, of: $0) }
  }

  /// The bytes of a text's field such as `MemTotal:  24684084 kB`; Linux's kB are 1024 bytes.
  package static func bytes(_ key: String, of text: String) -> Int? {
    guard let value = field(key, of: text) else { return nil }
    let parts = value.split(separator: " ")
    guard parts.count == 2, parts[1] == "kB", let count = Int(parts[0]) else { return nil }
    return count * 1024
  }

  /// The members of a list such as `0-3,8`, Linux's way to name processors.
  static func members(ofList list: String) -> [Int]? {
    var members: [Int] = []
    for part in list.split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
        ends.count <= 2
      else { return nil }
      members += first...last
    }
    return members.isEmpty ? nil : members
  }
}
