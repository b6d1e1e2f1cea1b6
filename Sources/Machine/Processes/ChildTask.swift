/// Work that a process of its own can be asked for.
package protocol ChildTask: Codable, Sendable {
  /// What the process answers.
  associatedtype Reply: Codable, Sendable

  /// Seconds after which a process that does the work counts as hanging; `nil` for never, where
  /// somebody waits who can end it.
  var limitSeconds: Int? { get }

  /// How many threads the work has.
  var threads: Int { get }

  /// Does the work in this process.
  func perform() throws -> Reply

  /// The answer where something stood in the way.
  static func failed(_ reason: String) -> Reply
}

extension ChildTask {
  package var threads: Int { 1 }

  package var limitSeconds: Int? { nil }
}
