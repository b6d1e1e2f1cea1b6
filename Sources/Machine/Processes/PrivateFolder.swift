import Foundation

/// A folder for temporary files that nobody but the user can look into; it goes with the value.
package struct PrivateFolder: ~Copyable, Sendable {
  /// Where it is.
  package let url: URL

  /// Creates an empty one.
  ///
  /// - Throws: what `FileManager` throws.
  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("phibench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  /// Where a file of some name is in it.
  package func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
