import Foundation
import Machine

/// A private folder that goes away with the value, and what tests do with it.
public final class TemporaryFolder: Sendable {
  private let folder: PrivateFolder

  /// Where it is.
  public var url: URL { folder.url }

  /// Creates an empty one.
  public init() throws {
    folder = try PrivateFolder()
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

  /// Writes a script that can be run by its path, which it returns.
  @discardableResult
  public func program(_ name: String, _ script: String) throws -> String {
    let path = try file(name, script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
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
