import Foundation

/// A private folder that goes away with the value.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("phibench-\(UUID().uuidString)")

  /// Creates an empty one.
  public init() throws {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The path of a file in it, which may be there or not.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// The names of all that is in it, in order.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }

  /// Writes a file and returns its path.
  @discardableResult
  public func file(_ name: String, _ contents: some Collection<UInt8>) throws -> String {
    try Data(contents).write(to: url.appendingPathComponent(name))
    return path(name)
  }

  /// Writes a text and returns its path.
  @discardableResult
  public func file(_ name: String, _ text: String) throws -> String {
    try file(name, text.utf8)
  }

  /// What a file has.
  public func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appendingPathComponent(name)))
  }

  /// What a file says.
  public func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }
}
