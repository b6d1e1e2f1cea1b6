/// Work that a process of its own can be asked for.
public protocol ChildTask: Codable, Sendable {
  /// What the process answers.
  associatedtype Reply: Codable, Sendable

  /// Does the work in this process.
  ///
  /// - Throws: what stands in the way.
  func perform() throws -> Reply

  /// The answer where something stood in the way.
  static func failed(_ reason: String) -> Reply
}
